"""Every text outside the topics that a client may read, with its place: what no rule on wording may miss."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.content.load import Tree
from bot.content.yamldoc import Doc

# Keys under which stands what the program reads, or what people type.
_NOT_SAID = frozenset(
    {
        "id", "topic", "names", "words", "phrases", "cues", "sources", "evidence", "open", "yes", "no", "between",
        "written_on", "owner", "reviewed_by", "reviewed_on", "version", "type", "code", "default", "limit",
        "groups", "script", "country", "colours", "colours_dark", "week", "website", "time_zone", "closed_on",
        "example", "leave_url", "booking_url", "content_owner", "email", "phone",
    }
)  # fmt: skip
_ALSO_SAID = {"safety": frozenset({"yes", "no"}), "intake": frozenset({"email", "phone"})}
"""In these folders such a key holds a text all the same."""


@dataclass(frozen=True)
class Said:
    """A text and where it stands.

    Attributes:
        doc: The file.
        place: Where in it.
        text: The text.
        names: By which the phrases that hurt are told apart: folder or file, and the key.
    """

    doc: Doc
    place: tuple[Any, ...]
    text: str
    names: tuple[str, ...]

    def line_at(self, position: int) -> int:
        """Returns the line of a character of the text."""
        return self.doc.line_at(self.text, position, *self.place)


# file, where in it the texts begin, what it is called
_FILES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("texts.yml", ("texts",), "texts"),
    ("widget.yml", ("widget",), "widget"),
    ("practice.yml", ("practice",), "practice"),
    ("intake/questionnaire.yml", ("intake",), "intake"),
    ("safety/replies.yml", (), "safety"),
)


def said(tree: Tree) -> Iterator[Said]:
    """Yields every text outside the topics and follow-ups that a client may read."""
    for relative, place, name in _FILES:
        doc = tree.doc(relative)
        if doc:
            yield from _below(doc, place, name)
    for relative in tree.docs:
        if relative.startswith("checks/") and (doc := tree.doc(relative)):
            yield from _below(doc, (), "check")
    languages = tree.doc("languages.yml")
    entries = languages.get("languages") if languages else None
    for number in range(len(entries) if isinstance(entries, list) else 0):
        place = ("languages", number, "line")
        text = languages.get(*place) if languages else None
        if languages and isinstance(text, str):
            yield Said(languages, place, text, ("languages",))


def _below(doc: Doc, place: tuple[Any, ...], name: str) -> Iterator[Said]:
    value = doc.get(*place) if place else doc.data
    if isinstance(value, str):
        keys = [step for step in place if isinstance(step, str)]
        yield Said(doc, place, value, (name, keys[-1] if keys else ""))
    elif isinstance(value, dict):
        for key in value:
            if key not in _NOT_SAID or key in _ALSO_SAID.get(name, ()):
                yield from _below(doc, (*place, key), name)
    elif isinstance(value, list):
        for number in range(len(value)):
            yield from _below(doc, (*place, number), name)
