"""The list files: every entry complete and there once."""

from __future__ import annotations

from collections.abc import Iterator

from bot.check.codes import problem
from bot.check.context import Context
from bot.check.problem import Problem

# file, list in it, the key that names an entry, keys that must be filled
_LISTS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("sources.yml", "sources", "id", ("title", "what", "seen")),
    ("claims.yml", "claims", "id", ("article", "statement", "status")),
    ("phrases_that_hurt.yml", "phrases", "pattern", ("why", "say_instead")),
    ("phrases_that_hurt.yml", "openings", "pattern", ("why",)),
)
_SEEN = ("read", "unverified")


def check(context: Context) -> Iterator[Problem]:
    """Yield entries that are incomplete or there twice."""
    for relative, name, key, needed in _LISTS:
        doc = context.tree.doc(relative)
        entries = doc.get(name) if doc else None
        if doc is None or not isinstance(entries, list):
            continue
        first: dict[str, int] = {}
        for number, entry in enumerate(entries):
            line = doc.line(name, number)
            own = entry.get(key) if isinstance(entry, dict) else None
            if not own or not isinstance(own, str):
                message = f"An entry of '{name}' has no '{key}'"
                yield problem("T060", doc.name, line, message, f"Add '{key}:'")
                continue
            if own in first:
                message = f"'{own}' is listed twice, first in line {first[own]}"
                yield problem("T060", doc.name, line, message, "Delete one")
            first.setdefault(own, line)
            empty = [f"'{want}'" for want in needed if not entry.get(want)]
            if empty:
                message = f"'{own}' has no {', '.join(empty)}"
                yield problem("T060", doc.name, line, message, "Fill it in")
            if name == "sources" and entry.get("seen") and entry["seen"] not in _SEEN:
                message = f"'{own}' has 'seen: {entry['seen']}'"
                remedy = f"Write one of: {', '.join(_SEEN)}"
                yield problem("T060", doc.name, doc.line(name, number, "seen"), message, remedy)
