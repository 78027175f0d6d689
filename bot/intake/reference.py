"""References that a person can read out over the phone, such as ``W-7K3P-92``."""

from __future__ import annotations

import re
import secrets

# No vowels, so no words; nothing that looks or sounds like something else.
_SIGNS = "23456789BCDFGHJKMNPQRSTVWXZ"
_DIGITS = "23456789"
_SHAPE = re.compile(rf"W-?([{_SIGNS}]{{4}})-?([{_DIGITS}]{{2}})")


def new() -> str:
    """Returns a random reference; the store sees to it that none is given twice."""
    return f"W-{''.join(secrets.choice(_SIGNS) for _ in range(4))}-{''.join(secrets.choice(_DIGITS) for _ in range(2))}"


def tidy(typed: str) -> str | None:
    """Returns a reference as it is stored, however it was typed, or None where it cannot be one."""
    found = _SHAPE.fullmatch(re.sub(r"\s+", "", typed).upper())
    return f"W-{found[1]}-{found[2]}" if found else None
