"""The intake's definition: what stands in `data/intake/`, read once, checked, and as a FHIR R4 Questionnaire.

The conversation, the form and the staff's export all read it here, so a field is defined in one place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot import place
from bot.check.problem import ContentError, Problem
from bot.content import yamldoc
from bot.content.frozen import FrozenDict
from bot.content.parse import mapping, texts
from bot.intake.fold import fold

FOLDER = "intake"
QUESTIONNAIRE, WORDS = "questionnaire.yml", "words.yml"
TYPES = ("string", "text", "choice", "boolean")
FIELDS = ("name", "email", "phone", "how", "when", "about", "for_whom", "mode", "language", "note")
"""Link ids that the conversation knows how to read. Records use them: they are only ever added to."""


@dataclass(frozen=True)
class Option:
    """One answer of a choice: its code in the record, what people read, what people type."""

    code: str
    label: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """One field of the record and of the form.

    Attributes:
        id: The link id that records and exports use.
        type: ``string``, ``text``, ``choice`` or ``boolean``.
        label: What stands beside it in the form.
        hint: What stands under the label.
        summary: What it is called in the summary.
        default: Its value where nothing was said.
        limit: Most characters that are kept.
        options: The answers of a choice.
    """

    id: str
    type: str
    label: str
    hint: str = ""
    summary: str = ""
    default: str = ""
    limit: int = 300
    options: tuple[Option, ...] = ()

    def shown(self, value: str) -> str:
        """Returns a value as people read it: an option's label, or the words themselves."""
        return next((o.label for o in self.options if o.code == value), value)


@dataclass(frozen=True)
class Question:
    """One question of the conversation, for one field or more of which one is enough."""

    id: str
    fields: tuple[str, ...]
    ask: str
    help: str = ""
    again: str = ""
    without: str = ""
    needed: bool = False


@dataclass(frozen=True)
class Phrases:
    """What people type for one purpose, folded: whole messages, and words anywhere in one."""

    alone: frozenset[str] = frozenset()
    anywhere: tuple[str, ...] = ()


@dataclass(frozen=True)
class Definition:
    """The whole intake."""

    version: str
    title: str
    consent: Mapping[str, str]
    fields: tuple[Field, ...]
    questions: tuple[Question, ...]
    texts: Mapping[str, tuple[str, ...]]
    buttons: Mapping[str, str]
    controls: Mapping[str, Phrases]
    start: Phrases
    not_start: Phrases
    relations: Mapping[str, tuple[str, ...]]
    not_names: frozenset[str]
    names_too: frozenset[str]
    times: tuple[str, ...]
    languages: Mapping[str, str]
    telling: tuple[str, ...]
    field_words: Mapping[str, tuple[str, ...]]
    fillers: frozenset[str]
    name_leads: frozenset[str]
    name_tails: frozenset[str]
    sure_name_leads: frozenset[str]
    _fields: Mapping[str, Field] = field(init=False, repr=False, compare=False)
    _questions: Mapping[str, Question] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Indexes fields and questions by id."""
        object.__setattr__(self, "_fields", {f.id: f for f in self.fields})
        object.__setattr__(self, "_questions", {q.id: q for q in self.questions})

    def field(self, link_id: str) -> Field:
        """Returns a field by its link id."""
        return self._fields[link_id]

    def question(self, name: str) -> Question | None:
        """Returns a question by its id, or None."""
        return self._questions.get(name)

    def question_of(self, link_id: str) -> str | None:
        """Returns the id of the question that asks for a field, or None where none does."""
        return next((q.id for q in self.questions if link_id in q.fields), None)


def load(data: Path) -> Definition:
    """Loads the intake under a data directory.

    Args:
        data: The data directory; the two files lie in its folder ``intake``.

    Returns:
        The definition.

    Raises:
        ContentError: With every problem found, each with file, line and remedy.
    """
    from bot.intake.rules import problems

    docs = {name: yamldoc.read(data / FOLDER / name, f"{data.name}/{FOLDER}/{name}") for name in (QUESTIONNAIRE, WORDS)}
    found: list[Problem] = [p for doc in docs.values() for p in doc.problems]
    if not any(doc.data is None for doc in docs.values()):
        found += problems(docs[QUESTIONNAIRE], docs[WORDS])
    if found:
        raise ContentError(found)
    return _built(mapping(docs[QUESTIONNAIRE].get("intake")), mapping(docs[WORDS].get("intake_words")))


def current() -> Definition:
    """Returns the definition of the release that is read here (`bot.place`)."""
    return _of(place.data())


@lru_cache(maxsize=2)  # the release that is served, and the one that takes its place
def _of(folder: Path) -> Definition:
    return load(folder)


def _built(held: Mapping[str, Any], words: Mapping[str, Any]) -> Definition:
    said = {f"consent_{key}": texts(value) for key, value in mapping(held["consent"]).items()}
    said |= {f"others_{key}": texts(value) for key, value in mapping(held["others"]).items()}
    said |= {f"form_{key}": texts(value) for key, value in mapping(held["form"]).items()}
    said |= {key: texts(value) for key, value in mapping(held["texts"]).items()}
    return Definition(
        version=str(held["version"]),
        title=str(held["title"]),
        consent=FrozenDict(mapping(held["consent"])),
        fields=tuple(_field(item) for item in held["fields"]),
        questions=tuple(_question(item) for item in held["questions"]),
        texts=FrozenDict(said),
        buttons=FrozenDict(mapping(held["buttons"])),
        controls=FrozenDict({name: _phrases(value) for name, value in mapping(words["controls"]).items()}),
        start=_phrases(words["start"]),
        not_start=_phrases(words["not_start"]),
        relations=FrozenDict(
            {kind: tuple(fold(w) for w in value) for kind, value in mapping(words["relations"]).items()}
        ),
        not_names=frozenset(fold(word) for word in words["not_names"]),
        names_too=frozenset(fold(word) for word in words["names_too"]),
        times=tuple(fold(word) for word in words["times"]),
        languages=FrozenDict({fold(name): name for name in words["languages"]}),
        telling=tuple(fold(word) for word in words["telling"]),
        field_words=FrozenDict(
            {name: tuple(fold(w) for w in value) for name, value in mapping(words["field_words"]).items()}
        ),
        **{
            key: frozenset(fold(w) for w in words[key])
            for key in ("fillers", "name_leads", "name_tails", "sure_name_leads")
        },
    )


def _field(item: Mapping[str, Any]) -> Field:
    options = tuple(
        Option(o["code"], o["label"], tuple(fold(w) for w in o.get("words") or ())) for o in item.get("options") or ()
    )
    return Field(
        id=item["id"],
        type=item["type"],
        label=item["label"],
        hint=item.get("hint", ""),
        summary=item.get("summary") or item["label"],
        default=item.get("default", ""),
        limit=int(item.get("limit") or 300),
        options=options,
    )


def _question(item: Mapping[str, Any]) -> Question:
    return Question(
        id=item["id"],
        fields=tuple(item["fields"]),
        ask=item["ask"],
        help=item.get("help", ""),
        again=item.get("again", ""),
        without=item.get("without", ""),
        needed=item.get("needed") == "true",
    )


def _phrases(value: Any) -> Phrases:
    held = mapping(value)
    return Phrases(
        alone=frozenset(fold(words) for words in held.get("alone") or ()),
        anywhere=tuple(fold(words) for words in held.get("anywhere") or ()),
    )
