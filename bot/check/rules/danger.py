"""The danger screen's files: what the screen could not load is named here, with its line, before it is served."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.check.codes import problem
from bot.check.context import Context
from bot.check.problem import Problem
from bot.check.rules.shape import meant
from bot.check.rules.understood import classes, patterns
from bot.content.yamldoc import Doc
from bot.safety.patterns import Compiler
from bot.safety.rules import KINDS, RULE_FILES

FOLDER = "safety"
LEVELS = ("crisis", "concern", "half")
MASKS = ("idiom", "denial", "concern", "keep")
LINE_KINDS = ("emergency", "general", "child", *KINDS)
# Without one of these nothing may be answered.
NEEDED = (
    *RULE_FILES, "classes.yml", "masks.yml", "minors.yml", "languages.yml", "normalise.yml", "replies.yml",
    "helplines.yml",
)  # fmt: skip


def check(context: Context) -> Iterator[Problem]:
    """Yield what is wrong in data/safety."""
    if not (context.tree.root / FOLDER).is_dir():
        if (context.tree.root.parent / "config.yml").is_file():
            yield problem("T101", context.tree.name(FOLDER), 1, "The folder is missing", "Put it back")
        return
    for name in NEEDED:
        if f"{FOLDER}/{name}" not in context.tree.docs:
            file = context.tree.name(f"{FOLDER}/{name}")
            yield problem("T101", file, 1, "The file is missing: nothing may be answered", "Put it back")
    word_classes = context.tree.doc(f"{FOLDER}/classes.yml")
    compiler = classes(word_classes, "classes") if word_classes else Compiler({})
    for name in RULE_FILES:
        doc = context.tree.doc(f"{FOLDER}/{name}")
        if doc and word_classes:
            yield from _rules(doc, compiler)
    masks = context.tree.doc(f"{FOLDER}/masks.yml")
    if masks and word_classes:
        yield from _masks(masks, compiler)
    languages = context.tree.doc(f"{FOLDER}/languages.yml")
    if languages:
        yield from _languages(languages)
    minors = context.tree.doc(f"{FOLDER}/minors.yml")
    for part in ("minor", "not_minor") if minors and word_classes else ():
        yield from patterns(minors, compiler, "T101", part)
    lines = context.tree.doc(f"{FOLDER}/helplines.yml")
    if lines:
        yield from _lines(lines)


def _rules(doc: Doc, compiler: Compiler) -> Iterator[Problem]:
    yield from _list(doc, "danger")
    for number, rule in _entries(doc, "danger"):
        place = ("danger", number)
        yield from _needed(doc, rule, place, ("id", "kind", "level", "patterns"))
        kinds = rule.get("kind")
        for kind in kinds if isinstance(kinds, list) else [kinds] if kinds else ():
            if kind not in KINDS:
                line = doc.line(*place, "kind")
                yield problem("T101", doc.name, line, f"'{kind}' is no kind", meant(str(kind), KINDS))
        level = rule.get("level")
        if level and level not in LEVELS:
            line = doc.line(*place, "level")
            yield problem("T101", doc.name, line, f"'{level}' is no level", meant(str(level), LEVELS))
        for part in ("patterns", "unless", "needs"):
            yield from patterns(doc, compiler, "T101", *place, part)


def _masks(doc: Doc, compiler: Compiler) -> Iterator[Problem]:
    yield from _list(doc, "masks")
    for number, mask in _entries(doc, "masks"):
        place = ("masks", number)
        yield from _needed(doc, mask, place, ("id", "as", "patterns"))
        does = mask.get("as")
        if does and does not in MASKS:
            yield problem("T101", doc.name, doc.line(*place, "as"), f"'as: {does}' is unknown", meant(str(does), MASKS))
        yield from patterns(doc, compiler, "T101", *place, "patterns", strict=True)


def _languages(doc: Doc) -> Iterator[Problem]:
    parts = doc.get("languages")
    for code, part in parts.items() if isinstance(parts, dict) else ():
        danger = part.get("danger") if isinstance(part, dict) else None
        if not isinstance(danger, dict):
            line = doc.line("languages", code)
            yield problem("T101", doc.name, line, f"'{code}' has no 'danger:'", "Add its patterns by kind")
            continue
        compiler = classes(doc, "languages", code, "classes")
        for kind in danger:
            if kind not in KINDS:
                line = doc.line("languages", code, "danger", kind)
                yield problem("T101", doc.name, line, f"'{kind}' is no kind", meant(kind, KINDS))
        yield from patterns(doc, compiler, "T101", "languages", code, "danger")


def _lines(doc: Doc) -> Iterator[Problem]:
    countries: dict[str, set[str]] = {}
    seen: dict[str, int] = {}
    yield from _list(doc, "lines")
    for number, line in _entries(doc, "lines"):
        kinds = line.get("kinds")
        named = [str(kind) for kind in kinds] if isinstance(kinds, list) else []
        countries.setdefault(str(line.get("country")), set()).update(named)
        where = doc.line("lines", number)
        for kind in named:
            if kind not in LINE_KINDS:
                yield problem("T101", doc.name, where, f"'{kind}' is no kind", meant(kind, LINE_KINDS))
        own = str(line.get("id") or "")
        if own in seen:
            message = f"'{own}' is listed twice, first in line {seen[own]}"
            yield problem("T060", doc.name, where, message, "Delete one, or give it another id")
        seen.setdefault(own, where)
    without = doc.get("emergency_only")
    for country, kinds in countries.items():
        excused = isinstance(without, list) and country in without
        for needed, what in (("emergency", "emergency number"), ("general", "general line")):
            if needed not in kinds and not (excused and needed == "general"):
                message = f"{country} has no {what}"
                yield problem("T101", doc.name, doc.line("lines"), message, f"Add one with kinds: [{needed}]")


def _entries(doc: Doc, name: str) -> list[tuple[int, dict[str, Any]]]:
    found = doc.get(name)
    listed = found if isinstance(found, list) else []
    return [(number, entry) for number, entry in enumerate(listed) if isinstance(entry, dict)]


def _list(doc: Doc, name: str) -> Iterator[Problem]:
    if not isinstance(doc.get(name), list):
        yield problem("T101", doc.name, 1, f"There is no list '{name}:' at the top", "Put it back")


def _needed(doc: Doc, entry: dict[str, Any], place: tuple[Any, ...], names: tuple[str, ...]) -> Iterator[Problem]:
    for name in names:
        if not entry.get(name):
            own = entry.get("id") or "This entry"
            yield problem("T101", doc.name, doc.line(*place), f"{own} has no '{name}'", f"Add '{name}:'")
