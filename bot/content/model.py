"""What staff wrote, as read-only data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.checks.model import Checks
from bot.content.fill import fill
from bot.content.frozen import FrozenDict

_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class SourceRef:
    """A source that a topic's text rests on; ``section`` for the two articles."""

    id: str
    section: str = ""


@dataclass(frozen=True)
class Source:
    """An entry of the bibliography as readers see it."""

    id: str
    title: str
    cite: str = ""
    doi: str = ""
    url: str | None = None
    year: str = ""
    what: str = ""
    caveat: str = ""
    seen: str = "read"


@dataclass(frozen=True)
class Topic:
    """One file of data/topics: how people ask, and what is answered."""

    id: str
    group: str
    topic: str
    title: str = ""
    lines: tuple[str, ...] = ()
    also: str = ""
    again: str = ""
    more: str = ""
    sure: str = ""
    evidence: str = ""
    sources: tuple[SourceRef, ...] = ()
    claims_answered: tuple[str, ...] = ()
    claims_asked: tuple[str, ...] = ()
    followups: Mapping[str, str] = field(default_factory=FrozenDict)
    attachment: Mapping[str, str] = field(default_factory=FrozenDict)
    culture: Mapping[str, str] = field(default_factory=FrozenDict)
    next: tuple[str, ...] = ()
    ask_back: bool = False
    examples: tuple[str, ...] = ()
    written_on: str = ""
    reviewed_by: str = ""
    reviewed_on: str = ""
    file: str = ""
    line: int = 1

    @property
    def intent(self) -> str:
        """Full retrieval intent, ``faq/crying_weakness``."""
        return f"{self.group}/{self.id}"

    @property
    def text(self) -> str:
        """The first answer as one text."""
        return "\n".join(self.lines)

    @property
    def again_lines(self) -> tuple[str, ...]:
        """The answer to the same question asked again, line by line."""
        return split_lines(self.again)


@dataclass(frozen=True)
class Practice:
    """The practice's own details; ``values`` fill the placeholders."""

    values: Mapping[str, str] = field(default_factory=FrozenDict)
    raw: Mapping[str, Any] = field(default_factory=FrozenDict)

    def __getattr__(self, name: str) -> str:
        """Return one detail, ``practice.phone``; empty if it is not filled in."""
        if name.startswith("_") or name in ("values", "raw"):
            raise AttributeError(name)
        return self.values.get(name, "")


@dataclass(frozen=True)
class Content:
    """Everything that the bot may say, and what it rests on."""

    topics: Mapping[str, Topic] = field(default_factory=FrozenDict)
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=FrozenDict)
    sources: Mapping[str, Source] = field(default_factory=FrozenDict)
    practice: Practice = field(default_factory=Practice)
    followups: Mapping[str, str] = field(default_factory=FrozenDict)
    followup_examples: Mapping[str, tuple[str, ...]] = field(default_factory=FrozenDict)
    languages: Mapping[str, str] = field(default_factory=FrozenDict)
    openers: tuple[str, ...] = ()
    menu: tuple[str, ...] = ()
    checks: Checks = Checks()
    _by_title: Mapping[str, Topic] = field(init=False, repr=False, compare=False)
    _by_contract: Mapping[str, Topic] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the topics by title and by contract id."""
        titles: dict[str, Topic] = {}
        contract: dict[str, Topic] = {}
        for topic in self.topics.values():
            if topic.title:
                titles.setdefault(title_key(topic.title), topic)
            if topic.id == topic.topic:
                contract[topic.topic] = topic
            else:
                contract.setdefault(topic.topic, topic)
        object.__setattr__(self, "_by_title", FrozenDict(titles))
        object.__setattr__(self, "_by_contract", FrozenDict(contract))

    def of_contract(self, topic_id: str) -> Topic:
        """Return the file for a contract id: the one named so, else the first finer one.

        Raises:
            KeyError: No file answers this id.
        """
        return self._by_contract[topic_id]

    def by_title(self, text: str) -> Topic | None:
        """Return the topic whose button was pressed or typed; case and signs do not count."""
        return self._by_title.get(title_key(text))

    def fill(self, text: str) -> str:
        """Return the text with the practice's details in place of {placeholders}."""
        return fill(text, self.practice.values)


def title_key(text: str) -> str:
    """Return what is compared when two titles count as the same."""
    return _NOT_WORD.sub(" ", text.replace("’", "'").replace("'", "").lower()).strip()


def split_lines(text: str) -> tuple[str, ...]:
    """Return the lines of an answer without blank ones."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
