from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.review.settings import ReviewSettings
from bot.review.store import ReviewStore
from tests.intake.conftest import postgres, server  # noqa: F401 - fixtures


@pytest.fixture
def settings(tmp_path: Path) -> ReviewSettings:
    return ReviewSettings(url=f"sqlite:///{tmp_path / 'review.sqlite'}", key_file=tmp_path / "review.key")


@pytest.fixture(params=["sqlite", "postgres"])
def both(request, settings) -> ReviewSettings:
    """Settings for each kind of database in turn."""
    return settings if request.param == "sqlite" else replace(settings, url=request.getfixturevalue("postgres"))


@pytest.fixture
def opened() -> Iterator[Callable[[ReviewSettings], ReviewStore]]:
    """Opens stores and closes them at the end."""
    stores: list[ReviewStore] = []

    def build(settings: ReviewSettings) -> ReviewStore:
        stores.append(ReviewStore(settings))
        return stores[-1]

    yield build
    for store in stores:
        store.close()


@pytest.fixture
def store(both: ReviewSettings, opened) -> ReviewStore:
    return opened(both)
