"""Long texts of shapes that flawed patterns never come back from. How fast: `make bench`."""

from __future__ import annotations

import pytest

from bot.bench.screening import LONG, SHAPES
from bot.safety.screen import FAILED, Screen


@pytest.mark.parametrize("shape", SHAPES)
def test_a_long_text_is_read_to_its_end(rules_only: Screen, shape: str) -> None:
    """Danger after 64,000 characters is found, and nothing in the way makes the screen give up."""
    padding = (SHAPES[shape] * LONG)[:LONG]
    assert FAILED not in rules_only(padding).signs
    verdict = rules_only(f"{padding}\n\nI want to kill myself.")
    assert verdict.level == "crisis" and FAILED not in verdict.signs
