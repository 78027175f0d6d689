"""What a turn is decided to be: who takes it, and what about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any


class Kind(str, Enum):
    """Who takes the turn."""

    DANGER = "danger"
    SAFETY_ANSWER = "safety_answer"
    MORE_THAN_THAT = "more_than_that"
    BLANK = "blank"
    LANGUAGE = "language"
    FAQ = "faq"
    CHECK = "check"
    IN_CHECK = "in_check"
    INTAKE = "intake"
    NOTE = "note"
    PRACTICE = "practice"
    ASSISTANT = "assistant"
    FOLLOWUP = "followup"
    LABEL = "label"
    KEEP = "keep"
    UNCLEAR = "unclear"


SAFETY = frozenset({Kind.DANGER, Kind.SAFETY_ANSWER, Kind.MORE_THAN_THAT})
"""The moves of someone who may be in danger: they outrank and end whatever else is going on."""


@dataclass(frozen=True)
class Move:
    """A decision.

    Attributes:
        kind: Who takes the turn.
        id: The topic's file id, the follow-up's kind (``vague`` beside `UNCLEAR`), the label's name, or `KEEP`'s outcome.
        also: File ids of further topics that the message raised.
        guesses: File ids that the message may be about, nearest first (for `UNCLEAR`).
        p: How surely a topic was read, 0 to 1; 1 for what needs no reading, such as a pressed button.
        detail: What a guided form read in the message; its own business.
    """

    kind: Kind
    id: str = ""
    also: tuple[str, ...] = ()
    guesses: tuple[str, ...] = ()
    p: float = 1.0
    detail: Any = None
