"""Finds attachment and culture cues in one message.

An attachment cue is one pattern: what the person does with closeness, need or loss.
A culture cue takes two things that belong together: a norm about crying or showing
feeling, and where it comes from. A source without a norm ("I'm a nurse") is none.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from pathlib import Path
from typing import Sequence

from bot.cues.rules import ATTACHMENT, CULTURE, Hit, Rules, load
from bot.cues.words import Words

Cues = dict[str, list[str]]

NEAR = 3  # words that may stand between a group and what it doesn't do: "doctors like me never cry"
FAR = 25  # words between a norm and the setting it is said of, in one sentence


class CueFinder:
    """Holds the compiled rules; `find` keeps no state between messages."""

    def __init__(self, rules: Rules) -> None:
        """Takes the rules; see `bot.cues.rules.load`."""
        self._rules = rules
        self._words = Words(rules.spell)

    def find(self, text: str) -> Cues:
        """The cues in a message, in the contract's order.

        Args:
            text: what the person wrote.

        Returns:
            ``{"attachment": [...], "culture": [...]}``, each empty where there is none.
        """
        if not text or text.isspace():
            return {"attachment": [], "culture": []}
        prepared = self._words(text)
        hits = self._rules.hits(prepared)
        return {"attachment": _attachment(hits), "culture": _culture(prepared, hits)}


def _attachment(hits: Sequence[Hit]) -> list[str]:
    unless = [hit for hit in hits if hit.name == "unless.attachment"]
    found = {
        hit.name.partition(".")[2]
        for hit in hits
        if hit.name.startswith("attachment.") and not _covered(hit, unless)
    }
    return [cue for cue in ATTACHMENT if cue in found]


def _culture(prepared: str, hits: Sequence[Hit]) -> list[str]:
    unless = [hit for hit in hits if hit.name == "unless.culture"]
    kept = [hit for hit in hits if not hit.name.startswith(("attachment.", "unless.")) and not _covered(hit, unless)]
    found = {hit.name.partition(".")[2] for hit in kept if hit.name.startswith("whole.")}
    norms = [hit for hit in kept if hit.name.startswith("norm.")]
    # A saying that holds its own source is a norm for other sources too: "Dad said boys don't cry".
    norms += [Hit("norm.rule", hit.start, hit.end) for hit in kept if hit.name.startswith("whole.")]
    if norms:
        ends = [i for i, char in enumerate(prepared) if char == "|"]
        for hit in kept:
            if hit.name.startswith("source."):
                _, cue, strength = hit.name.split(".")
                if cue not in found and any(_linked(prepared, ends, hit, strength, norm) for norm in norms):
                    found.add(cue)
    return [cue for cue in CULTURE if cue in found]


def _linked(prepared: str, ends: list[int], source: Hit, strength: str, norm: Hit) -> bool:
    """Whether the norm is said of this source."""
    if strength == "group":  # "doctors" + "are not supposed to cry"
        return 0 <= norm.start - source.end and _between(prepared, source, norm) <= NEAR or _inside(source, norm)
    if norm.name == "norm.bare":
        return False
    apart = bisect_right(ends, norm.start) - bisect_right(ends, source.start)
    if strength == "setting":  # "in our house": the same sentence or the next one, either way round
        return apart == 0 and _between(prepared, source, norm) <= FAR or abs(apart) == 1
    # "member": "I'm from Finland" says nothing until a norm follows
    return apart == 0 and _between(prepared, source, norm) <= FAR or apart == 1


def _inside(inner: Hit, outer: Hit) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _between(prepared: str, one: Hit, other: Hit) -> int:
    """How many words stand between two matches."""
    first, second = sorted((one, other), key=lambda hit: hit.start)
    return sum(word not in "|," for word in prepared[first.end : max(first.end, second.start)].split())


def _covered(hit: Hit, masks: Sequence[Hit]) -> bool:
    return any(mask.start < hit.end and hit.start < mask.end for mask in masks)


@lru_cache(maxsize=4)
def finder(path: Path | None = None) -> CueFinder:
    """The process's one finder for a file of rules."""
    return CueFinder(load(path))


def find(text: str) -> Cues:
    """The cues in a message, by the rules in data/cues.yml; see `CueFinder.find`."""
    return finder().find(text)
