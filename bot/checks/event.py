"""What a message means to a check that waits for an answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Does(str, Enum):
    """What the person does."""

    BEGIN = "begin"
    DECLINE = "decline"
    ANSWER = "answer"
    VAGUE = "vague"
    OWN_WORDS = "own_words"
    SKIP = "skip"
    BACK = "back"
    CHANGE = "change"
    CORRECT = "correct"
    WRONG = "wrong"
    WHY = "why"
    TYPE = "type"
    SOURCE = "source"
    DISLIKE = "dislike"
    ABOUT = "about"
    SAY = "say"
    REPEAT = "repeat"
    THANKS = "thanks"
    HELLO = "hello"
    LATER = "later"
    NO_ANSWER = "no_answer"
    RESUME = "resume"
    SWITCH = "switch"
    STOP = "stop"
    WITHDRAW = "withdraw"
    DELETE = "delete"
    FITS = "fits"
    NOT_REALLY = "not_really"
    MINOR = "minor"


@dataclass(frozen=True)
class Event:
    """One step of the person's.

    Attributes:
        does: What it is.
        option: Id of the option meant; empty for an answer in own words.
        words: The person's own words, where they say more than the option's label.
        question: Id of the question meant, where it is not the pending one.
        other: Id of the other check, for a switch.
    """

    does: Does
    option: str = ""
    words: str = ""
    question: str = ""
    other: str = ""
