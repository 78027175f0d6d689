"""What awaits somebody: a clinician's review, a native speaker, a call to a help line. Never an error, never silent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.check.context import Context
from bot.content.yamldoc import Doc

REVIEW, SPEAKER, CALL = "a clinician's review", "a native speaker", "a call"
COMMAND = "python -m bot check --waiting"

# file or folder, what one of them is called, where `reviewed_by` stands in it
_HEADED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("checks/", "guided check", ("check",)),
    ("intake/questionnaire.yml", "intake", ("intake",)),
    ("texts.yml", "text file", ()),
    ("widget.yml", "text file", ()),
    ("safety/", "safety file", ()),
    ("cues.yml", "cue file", ()),
    ("cues_examples.yml", "cue file", ()),
)


@dataclass(frozen=True)
class Item:
    """One thing that may await somebody.

    Attributes:
        what: What it is, in one or two words.
        wants: Whom or what it needs: a review, a native speaker, a call.
        name: Its id, as staff know it.
        file: The file.
        line: The line to fill in.
        done: Whether it has it.
    """

    what: str
    wants: str
    name: str
    file: str
    line: int
    done: bool


def items(context: Context) -> list[Item]:
    """Lists everything that a client reads or depends on, with whether somebody has looked at it."""
    return [
        *_topics(context),
        *_headed(context),
        *_languages(context.tree.doc("languages.yml")),
        *_calls(context.tree.doc("safety/helplines.yml"), context.today),
    ]


def summary(found: list[Item]) -> str:
    """Counts in one line what awaits somebody, with the command that lists it; empty where nothing does."""
    parts = []
    for wants in (REVIEW, SPEAKER, CALL):
        counts = []
        for what in dict.fromkeys(item.what for item in found if item.wants == wants):
            of = [item for item in found if item.wants == wants and item.what == what]
            left = sum(not item.done for item in of)
            if left:
                counts.append(f"{left} of {len(of)} {what}{'' if len(of) == 1 else 's'}")
        if counts:
            parts.append(f"{wants}: {', '.join(counts)}")
    return f"Awaiting {'; '.join(parts)}. List: {COMMAND}" if parts else ""


def age(day: Any, today: date) -> int | None:
    """Counts the days since a date written as text; None where it is none, or lies ahead."""
    try:
        days = (today - date.fromisoformat(str(day))).days
    except ValueError:
        return None
    return days if days >= 0 else None


def _topics(context: Context) -> Iterator[Item]:
    for what, found in (("topic", context.tree.topics), ("follow-up", context.tree.followups)):
        for placed in found:
            topic = placed.topic
            line = placed.line("reviewed_by")
            yield Item(what, REVIEW, topic.id, topic.file, line, bool(topic.reviewed_by))


def _headed(context: Context) -> Iterator[Item]:
    for relative, doc in context.tree.docs.items():
        for name, what, place in _HEADED:
            if not (relative == name or (name.endswith("/") and relative.startswith(name))) or doc.data is None:
                continue
            where = ("common",) if doc.get("common") is not None else place
            key = (*where, "reviewed_by")
            yield Item(what, REVIEW, relative, doc.name, doc.line(*key), bool(doc.get(*key)))
            break


def _languages(doc: Doc | None) -> Iterator[Item]:
    lines = doc.get("languages") if doc else None
    for number, entry in enumerate(lines if isinstance(lines, list) else ()):
        if doc and isinstance(entry, dict):
            place = ("languages", number, "reviewed_by")
            name = str(entry.get("code") or "")
            yield Item("language line", SPEAKER, name, doc.name, doc.line(*place), bool(entry.get("reviewed_by")))


def _calls(doc: Doc | None, today: date) -> Iterator[Item]:
    lines = doc.get("lines") if doc else None
    limit = str(doc.get("limit_days") or "") if doc else ""
    for number, entry in enumerate(lines if isinstance(lines, list) else ()):
        if doc and isinstance(entry, dict):
            days = age(entry.get("called_on"), today)
            fresh = days is not None and days <= (int(limit) if limit.isdigit() else 30)
            line = doc.line("lines", number, "called_on")
            yield Item("help line", CALL, str(entry.get("id") or ""), doc.name, line, fresh)
