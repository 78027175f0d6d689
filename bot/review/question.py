"""A question that its writer let the practice keep."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timezone

import numpy as np

_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Question:
    """A question that its writer let the practice keep.

    Attributes:
        number: Its own number.
        day: The day it was kept.
        text: Its words, without personal data.
        vector: What its group is found by.
    """

    number: int
    day: str
    text: str
    vector: np.ndarray = field(repr=False, compare=False)


def today() -> date:
    """Returns the day, in UTC."""
    return datetime.now(timezone.utc).date()


def plain(text: str) -> str:
    """Returns what is compared when two texts count as the same."""
    return _NOT_WORD.sub(" ", text.casefold().replace("’", "'").replace("'", "")).strip()
