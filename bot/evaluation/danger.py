"""Scores the danger screen on its held-out messages: recall by level and kind, false alarms by source, every miss."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.safety.verdict import Verdict

Screen = Callable[[str], Verdict]
BOTH = ("unseen", "fresh")
"""Sets that hold danger and calm messages."""


@dataclass(frozen=True)
class Group:
    """The messages of one level and kind, or of one source of calm ones, and those read wrongly.

    Attributes:
        name: For example ``indirect/suicide`` or ``calm/idiom``.
        n: How many messages.
        wrong: The misses or false alarms, in full: they are invented.
    """

    name: str
    n: int
    wrong: tuple[str, ...]


def score(screen: Screen, folder: Path) -> list[Group]:
    """Scores the files danger.yml and calm.yml of a folder, and those that hold both: unseen.yml and fresh.yml.

    Args:
        screen: The danger screen.
        folder: Where the files are.

    Returns:
        One group a level and kind, then one a source of calm messages.
    """
    danger, calm = [("", _read(folder / "danger.yml"))], [("calm", _read(folder / "calm.yml"))]
    for name in BOTH:
        held = _read(folder / f"{name}.yml")
        danger.append((f"{name} ", held.get("danger", {})))
        calm.append((f"{name} calm", held.get("calm", {})))
    found = []
    for mark, levels in danger:
        for level, kinds in levels.items():
            for kind, texts in kinds.items():
                missed = tuple(text for text in texts if not _alarm(screen, text))
                found.append(Group(f"{mark}{level}/{kind}", len(texts), missed))
    for mark, sources in calm:
        for source, texts in sources.items():
            found.append(Group(f"{mark}/{source}", len(texts), tuple(text for text in texts if _alarm(screen, text))))
    return found


def _read(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8")) or {} if path.is_file() else {}


def _alarm(screen: Screen, text: str) -> bool:
    return screen(text).level == "crisis"


def report(groups: list[Group]) -> Iterator[str]:
    """The lines to print: a share for each group, then what was wrong in it."""
    yield "danger screen, messages never trained on"
    for group in groups:
        calm = "calm/" in group.name
        share = len(group.wrong) / group.n if calm else 1 - len(group.wrong) / group.n
        yield f"  {group.name:32}{group.n:>4}  {'false alarms' if calm else 'found':13}{share:.2f}"
        yield from (f"      {text}" for text in group.wrong)
    for level in dict.fromkeys(group.name.split("/")[0] for group in groups):
        own = [group for group in groups if group.name.startswith(f"{level}/")]
        n, wrong = sum(g.n for g in own), sum(len(g.wrong) for g in own)
        yield f"  {level:32}{n:>4}  {wrong} {'false alarms' if level.endswith('calm') else 'missed'}"
