"""The danger screen's own test set: in no rule or training file, but its misses led to wider rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"
HELD_OUT = Path(__file__).parents[1] / "data" / "safety"


def cases(name: str) -> Any:
    """Read one file of tests/safety/data."""
    return yaml.safe_load((DATA / f"{name}.yml").read_text(encoding="utf-8"))


def flat(name: str) -> list[tuple[str, str]]:
    """(group, phrase) pairs of a file."""
    return [(group, phrase) for group, phrases in cases(name).items() for phrase in phrases]


def held_out(name: str) -> Any:
    """Read one file of tests/data/safety: none of it trained on; its first misses led to wider rules."""
    return yaml.safe_load((HELD_OUT / f"{name}.yml").read_text(encoding="utf-8"))
