"""Whether people get there: topics that no button leads to, links that lead nowhere, files that nobody reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot import contract
from bot.check.codes import problem
from bot.check.context import Context
from bot.check.files import KINDS
from bot.check.problem import WARNING, Problem
from bot.check.rules.shape import meant
from bot.content.load import Placed
from bot.content.schema import is_claim

_FOLDERS = ("topics", "followups", "checks", "scenarios")
_READ_BY_RASA = (".yml", ".yaml")
_GROUPS = ("followup", "texts", "widget", "languages", "intake", "safety", *contract.GROUPS)


def check(context: Context) -> Iterator[Problem]:
    """Yield dead links and what cannot be reached."""
    yield from _unreachable(context)
    yield from _phrase_lists(context)
    yield from _country(context)
    yield from _misplaced(context)


def _unreachable(context: Context) -> Iterator[Problem]:
    menu = context.tree.content
    if not menu.menu:
        return
    led_to = {*menu.menu, *menu.openers, *(name for topic, _ in context.topics for name in topic.next)}
    first: dict[str, Placed] = {}
    for topic, placed in context.topics:
        other = first.setdefault(topic.id, placed)
        if other is not placed:
            message = f"{other.topic.file} is the topic {topic.id} too, so nobody ever reads this answer"
            yield problem("T064", topic.file, placed.line("intent"), message, "Keep one of the two files")
        elif topic.group == "faq" and topic.id == topic.topic and not is_claim(topic.id) and topic.id not in led_to:
            message = f"No button leads to {topic.id}: only who types the question finds it"
            remedy = f"Write {topic.id} under 'next' of a topic near it, or in menu.yml"
            found = problem("T064", topic.file, placed.line("title"), message, remedy)
            yield Problem(found.code, found.file, found.line, found.message, found.remedy, WARNING)


def _phrase_lists(context: Context) -> Iterator[Problem]:
    doc = context.tree.doc("phrases_that_hurt.yml")
    texts = context.tree.content.texts
    topics = context.tree.content.topics
    known = {*_GROUPS, *contract.TOPICS, *topics, *texts, *(p.topic.id for p in context.tree.followups)}
    for name in ("phrases", "openings"):
        entries = doc.get(name) if doc else None
        for number, entry in enumerate(entries if isinstance(entries, list) else ()):
            for key in ("only_in", "except_in"):
                listed = entry.get(key) if isinstance(entry, dict) else None
                for place, where in enumerate(listed if isinstance(listed, list) else ()):
                    if doc and where not in known:
                        line = doc.line(name, number, key, place)
                        message = f"'{key}' names '{where}', which is no topic, group or text"
                        yield problem("T063", doc.name, line, message, meant(str(where), known))


def _country(context: Context) -> Iterator[Problem]:
    doc, lines = context.tree.doc("practice.yml"), context.tree.doc("safety/helplines.yml")
    country = doc.get("practice", "country") if doc else None
    entries = lines.get("lines") if lines else None
    if not (doc and country and isinstance(entries, list)):
        return
    there = sorted({str(entry.get("country")) for entry in entries if isinstance(entry, dict)})
    if country not in there:
        message = f"There is no help line for the country '{country}'"
        remedy = f"Add its lines to safety/helplines.yml; there are lines for {', '.join(there)}"
        yield problem("T063", doc.name, doc.line("practice", "country"), message, remedy)


def _misplaced(context: Context) -> Iterator[Problem]:
    """Files that look like content and are read by nobody, or by Rasa alone; and those that must be there."""
    if (context.tree.root.parent / "config.yml").is_file():
        for kind in KINDS:
            if "*" not in kind.paths and kind.paths not in context.tree.docs:
                message = "The file is missing, and the chat does not start without it"
                yield problem("T065", context.tree.name(kind.paths), 1, message, "Put it back")
    for folder in _FOLDERS:
        for path in sorted((context.tree.root / folder).glob("*")):
            if f"{folder}/{path.name}" in context.tree.docs and path.suffix == ".yml":
                continue
            yield from _one(context, path, f"{folder}/{path.name}")


def _one(context: Context, path: Path, relative: str) -> Iterator[Problem]:
    name = context.tree.name(relative)
    if path.is_dir():
        message = "This is a folder, and folders in here are not read"
        yield problem("T065", name, 1, message, "Move its files one folder up and delete it")
    elif path.suffix not in _READ_BY_RASA and not path.name.startswith(".") and path.suffix != ".md":
        message = "Only files that end in .yml are read here"
        yield problem("T065", name, 1, message, f"Call it {path.name.split('.')[0]}.yml, or delete it")
    elif path.suffix == ".yaml":
        message = "Files in here end in .yml"
        yield problem("T065", name, 1, message, f"Call it {path.stem}.yml")
