from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import Bot, build_release, scratch


@pytest.fixture(scope="session", autouse=True)
def apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What tests keep for review, and what they count, stays away from the staff's."""
    os.environ["REVIEW_DATABASE_URL"] = f"sqlite:///{tmp_path_factory.mktemp('review') / 'review.sqlite'}"


@pytest.fixture(scope="session")
def release() -> None:
    """The trained release: one training a run."""
    build_release()


@pytest.fixture(scope="session")
def bot(release: None) -> Iterator[Bot]:
    """The real server with the real model, shared by the conversation tests."""
    folder = scratch()
    server = Bot(folder, LOG_LEVEL="DEBUG")
    yield server
    server.end()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def folder() -> Iterator[Path]:
    path = scratch()
    yield path
    shutil.rmtree(path, ignore_errors=True)
