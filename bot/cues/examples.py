"""The messages in data/cues_examples.yml, with what each teaches."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from bot.cues.judge import CUES, UNKNOWN
from bot.cues.rules import ATTACHMENT, CULTURE, CueError, read_yaml

NAME = "cues_examples.yml"


class Examples(NamedTuple):
    """Texts, and for each text and cue 1, 0 or `UNKNOWN`."""

    texts: list[str]
    labels: np.ndarray


def parse(text: str) -> Examples:
    """Reads the file's text.

    Raises:
        CueError: A group has an unknown cue, or no texts, or a text stands twice.
    """
    texts: list[str] = []
    labels: list[list[int]] = []
    for number, group in enumerate(read_yaml(text, NAME, "cue_examples", list), 1):
        row = _labels(number, group)
        for one in group.get("texts") or []:
            texts.append(str(one))
            labels.append(row)
    twice = {one for one in texts if texts.count(one) > 1} if len(set(texts)) < len(texts) else set()
    if twice:
        raise CueError(f"data/{NAME}: stands twice: {sorted(twice)[0]!r}")
    return Examples(texts, np.array(labels, dtype=np.int8).reshape(len(texts), len(CUES)))


def _labels(number: int, group: Any) -> list[int]:
    if not isinstance(group, dict) or not isinstance(group.get("texts"), list):
        raise CueError(f"data/{NAME}: group {number} has no `texts:`")
    allowed = {"attachment": ATTACHMENT, "culture": CULTURE, "either": CUES}
    for key, known in allowed.items():
        wrong = sorted(set(group.get(key) or []) - set(known))
        if wrong:
            raise CueError(f"data/{NAME}: group {number}: {wrong[0]!r} is no {key} cue; known: {', '.join(known)}")
    there = {*(group.get("attachment") or []), *(group.get("culture") or [])}
    either = set(group.get("either") or [])
    return [1 if cue in there else UNKNOWN if cue in either else 0 for cue in CUES]
