"""Scores readings on the project's own held-out messages, `tests/data/*.jsonl`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FALLBACK = "nlu_fallback"
UNCLEAR = "unclear"
NOT_OURS = frozenset({"out_of_scope", UNCLEAR})


@dataclass(frozen=True)
class HeldOut:
    """A message that nothing was trained on, and every topic that is right for it."""

    text: str
    accept: frozenset[str]

    @property
    def in_scope(self) -> bool:
        """Whether it has an answer of its own."""
        return not self.accept <= NOT_OURS


@dataclass(frozen=True)
class Score:
    """Shares of messages, each None where there are no messages of the kind.

    Attributes:
        in_scope: In scope, and read as one of the accepted topics.
        best_guess: The same before the pipeline's fallback.
        out_of_scope: Out of scope, and said to be so or to be unclear.
    """

    in_scope: float | None
    best_guess: float | None
    out_of_scope: float | None

    def as_json(self) -> dict[str, float | None]:
        """Returns plain data."""
        return asdict(self)


def read(folder: Path) -> list[HeldOut]:
    """Reads the held-out messages; none where the folder has no such file."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            entry: dict[str, Any] = json.loads(line) if line.strip() else {}
            if entry.get("text") and entry.get("accept"):
                found.append(HeldOut(entry["text"], frozenset(entry["accept"])))
    return found


def score(
    messages: Sequence[HeldOut], readings: Sequence[Mapping[str, str | None]], topics: Mapping[str, str]
) -> Score | None:
    """Scores a pipeline.

    Args:
        messages: The held-out messages.
        readings: For each its ``answer`` and ``guess``, full intents.
        topics: Contract topic of each full intent, under every name that a pipeline gives it.

    Returns:
        The shares, or None without messages.
    """
    if not messages:
        return None
    answers = [_topic(r["answer"], topics) for r in readings]
    guesses = [_topic(r["guess"], topics) for r in readings]
    inside = [i for i, message in enumerate(messages) if message.in_scope]
    outside = [i for i, message in enumerate(messages) if not message.in_scope]
    return Score(
        in_scope=_share([answers[i] in messages[i].accept for i in inside]),
        best_guess=_share([guesses[i] in messages[i].accept for i in inside]),
        out_of_scope=_share([answers[i] in NOT_OURS for i in outside]),
    )


def _topic(intent: str | None, topics: Mapping[str, str]) -> str:
    return UNCLEAR if intent in (FALLBACK, None) else topics.get(str(intent), str(intent))


def _share(right: Sequence[bool]) -> float | None:
    return sum(right) / len(right) if right else None
