"""What staff wrote in data/checks, as read-only data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.content.frozen import FrozenDict

MAX_BUTTON = 24


@dataclass(frozen=True)
class Fact:
    """One fact that an answer leads to; empty where there is none.

    Attributes:
        text: The fact.
        sources: Ids of the sources it rests on.
        evidence: How far it is backed.
    """

    text: str = ""
    sources: tuple[str, ...] = ()
    evidence: str = ""


@dataclass(frozen=True)
class Option:
    """An answer that has a button. Also stands for "in own words", with an empty `id`.

    Attributes:
        id: Name of the answer, never of a kind of person.
        label: What stands on the button.
        words: What people type for it.
        reflect: One sentence that gives it back as a guess.
        fact: What may be told beside it.
        say: One thing to say to a therapist.
        take: How the note puts it.
    """

    id: str = ""
    label: str = ""
    words: tuple[str, ...] = ()
    reflect: str = ""
    fact: Fact = Fact()
    say: str = ""
    take: str = ""


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes:
        id: Name of what is asked.
        ask: The question.
        why: What it is asked for.
        note: How its line in the note begins.
        options: The answers that have a button.
        plain: Option ids for a plain ``yes``, ``no`` and ``between`` ("it depends").
        cues: Option ids for cues of earlier messages; empty where the words themselves must say it.
        other: What an answer in own words leads to.
        open: Any words are an answer, however few.
    """

    id: str
    ask: str = ""
    why: str = ""
    note: str = ""
    options: tuple[Option, ...] = ()
    plain: Mapping[str, str] = field(default_factory=FrozenDict)
    cues: Mapping[str, str] = field(default_factory=FrozenDict)
    other: Option = Option()
    open: bool = False

    def option(self, name: str | None) -> Option | None:
        """Returns an option by its id, or None."""
        return next((option for option in self.options if option.id == name), None)


@dataclass(frozen=True)
class Check:
    """One guided check.

    Attributes:
        id: Its name.
        topic: The contract topic that its turns report.
        names: What people call it when they switch.
        consent: What is said and asked before the first question.
        consent_short: The same question, asked again.
        questions: The questions, in their order.
        reviewed_by: The clinician who read it.
    """

    id: str
    topic: str
    names: tuple[str, ...] = ()
    consent: str = ""
    consent_short: str = ""
    questions: tuple[Question, ...] = ()
    reviewed_by: str = ""

    def question(self, name: str | None) -> Question | None:
        """Returns a question by its id, or None."""
        return next((question for question in self.questions if question.id == name), None)


@dataclass(frozen=True)
class Checks:
    """Everything under data/checks.

    Attributes:
        by_id: The checks.
        texts: Fixed sentences of both.
        buttons: Button labels of both.
        phrases: Words by which people steer, by what they steer to.
    """

    by_id: Mapping[str, Check] = field(default_factory=FrozenDict)
    texts: Mapping[str, str] = field(default_factory=FrozenDict)
    buttons: Mapping[str, str] = field(default_factory=FrozenDict)
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=FrozenDict)

    def of_topic(self, topic: str) -> Check | None:
        """Returns the check whose turns report a contract topic, or None."""
        return next((check for check in self.by_id.values() if check.topic == topic), None)
