"""What the chat does when someone may be in danger, for everyone to read: generated from the texts it really shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.safety.helplines import Helplines, default_helplines
from bot.safety.normalise import load_yaml
from bot.safety.reply import crisis
from bot.safety.verdict import Verdict


@dataclass(frozen=True)
class Protocol:
    """The page's part on danger.

    Attributes:
        title: Its heading.
        intro: How danger is looked for.
        steps: What follows.
        review: Who has read the texts.
        texts_title: The heading over the texts.
        texts: For each kind its name and what is said first.
    """

    title: str
    intro: str
    steps: tuple[str, ...]
    review: str
    texts_title: str
    texts: tuple[tuple[str, tuple[str, ...]], ...]


def protocol(practice: Any = None, lines: Helplines | None = None) -> Protocol:
    """Puts it together.

    Args:
        practice: The practice's details; read from its file if None.
        lines: The help lines; data/safety/helplines.yml if None.
    """
    said, replies = load_yaml("protocol.yml"), load_yaml("replies.yml")
    reviewed = " ".join(str(replies[key]) for key in ("reviewed_by", "reviewed_on") if replies[key])
    lines = lines or default_helplines()
    texts = []
    for group, name in said["kinds"].items():
        verdict = _example(group, replies["groups"])
        texts.append((str(name), tuple(crisis(verdict, lines=lines, practice=practice).texts)))
    return Protocol(
        title=said["title"],
        intro=said["intro"],
        steps=tuple(said["steps"]),
        review=said["review"].replace("{reviewed}", reviewed or said["not_reviewed"]),
        texts_title=said["texts_title"],
        texts=tuple(texts),
    )


def _example(group: str, groups: dict[str, list[str]]) -> Verdict:
    """A verdict that leads to a group's texts."""
    if group == "other":
        return Verdict(level="crisis", kinds=("suicide",), about="other", signs=("protocol",))
    if group == "therapist":
        return Verdict(level="crisis", kinds=("sexual_violence",), signs=("therapist.protocol",))
    about = "other" if group == "child" else "self"
    return Verdict(level="crisis", kinds=(groups[group][0],), about=about, signs=("protocol",))
