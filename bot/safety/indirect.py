"""The classifier for danger that no list of words holds. Built in stage 2."""

from __future__ import annotations

from typing import Any


def load_indirect() -> Any:
    """The trained classifier, or None when it has not been built."""
    return None
