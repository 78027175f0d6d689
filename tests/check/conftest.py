from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.tree import Data


@pytest.fixture
def data(tmp_path: Path) -> Data:
    """A data directory without a mistake, fresh for each test."""
    return Data(tmp_path)
