from __future__ import annotations

import pytest

from bot.safety.screen import Screen


@pytest.fixture(scope="session")
def rules_only() -> Screen:
    """The screen without the trained classifier: what must hold without any model."""
    return Screen()
