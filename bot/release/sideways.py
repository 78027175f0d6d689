"""Two versions of the content side by side: what clients read now, and what they would read. For a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.release.inputs import differing

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LEFT, RIGHT = "live now", "after publishing"
LEAST = 24
"""Columns of a side on the narrowest terminal."""


def changes(live: Path, after: Path, width: int = 100) -> Iterator[str]:
    """Yields what differs, file by file.

    Args:
        live: The live release's content folder.
        after: The candidate's.
        width: Columns of the terminal.
    """
    for kind, names in differing(live, after).items():
        for name in names:
            yield f"{name}{'' if kind == 'changed' else f' ({kind})'}"
            inside = name.removeprefix("data/")
            yield from _file(_flat(live / inside), _flat(after / inside), width)
            yield ""


def _file(old: dict[str, str], new: dict[str, str], width: int) -> Iterator[str]:
    for key in [*new, *(key for key in old if key not in new)]:
        before, after = old.get(key, ""), new.get(key, "")
        if before == after:
            continue
        if key.endswith("examples"):
            yield from _phrases(before, after)
            continue
        yield f"  {key}"
        yield from beside(before, after, width)


def _phrases(before: str, after: str) -> Iterator[str]:
    """Training phrases have no order: what came, and what went."""
    old, new = (dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()) for text in (before, after))
    yield from (f"  + {line.removeprefix('- ')}" for line in new if line not in old)
    yield from (f"  - {line.removeprefix('- ')}" for line in old if line not in new)


def beside(before: str, after: str, width: int) -> Iterator[str]:
    """Yields two texts in two columns."""
    side = max(LEAST, (width - 7) // 2)
    left, right = ([LEFT, *_wrapped(before, side)], [RIGHT, *_wrapped(after, side)])
    for number in range(max(len(left), len(right))):
        one = left[number] if number < len(left) else ""
        other = right[number] if number < len(right) else ""
        yield f"    {one:{side}} | {other}".rstrip()


def _wrapped(text: str, side: int) -> list[str]:
    return [part for line in text.splitlines() for part in (textwrap.wrap(line, side) or [""])]


def _flat(file: Path) -> dict[str, str]:
    """A file's texts by where they stand; a file that is no YAML is one text."""
    if not file.is_file():
        return {}
    raw = file.read_text(encoding="utf-8", errors="replace")
    if file.suffix not in (".yml", ".yaml"):
        return {file.name: raw}
    try:
        return dict(_texts(yaml.load(raw, _LOADER), ()))
    except yaml.YAMLError:
        return {file.name: raw}


def _texts(node: Any, place: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _texts(value, (*place, str(key)))
    elif isinstance(node, list) and all(isinstance(item, str) for item in node):
        yield " / ".join(place), "\n".join(node)
    elif isinstance(node, list):
        for number, item in enumerate(node):
            own = item.get("id") if isinstance(item, dict) else None
            yield from _texts(
                item, (*place, str(own)) if own else place if len(node) == 1 else (*place, str(number + 1))
            )
    else:
        yield " / ".join(place), "" if node is None else str(node)
