"""Fills {placeholders} in a text with the practice's own details."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def placeholders(text: str) -> list[str]:
    """Return the names of the placeholders in a text, in order."""
    return _PLACEHOLDER.findall(text)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return the text with every known placeholder filled.

    An unknown one stays as it is: dialogue code fills its own later, and a
    value that looks like a placeholder is never filled twice.
    """
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)
