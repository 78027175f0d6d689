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
NEXT = 1  # "blokes on the station did not cry"
CLOSE = 8  # words between a custom and mere talk of crying: "in my culture a man who cries ..."
FAR = 18  # words between a norm and the setting it is said of, in one sentence


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
        for source in kept:
            if source.name.startswith("source."):
                _, cue, strength = source.name.split(".")
                if cue in found or _covered(source, [hit for hit in hits if hit.name == f"unless.{cue}"]):
                    continue
                if any(_linked(prepared, ends, source, strength, norm) for norm in norms):
                    found.add(cue)
    return [cue for cue in CULTURE if cue in found]


def _linked(prepared: str, ends: list[int], source: Hit, strength: str, norm: Hit) -> bool:
    """Whether the norm is said of this source; the strengths are explained in data/cues.yml."""
    between = _between(prepared, source, norm)
    apart = bisect_right(ends, norm.start) - bisect_right(ends, source.start)
    if strength == "group":  # "doctors" + "are not supposed to cry"
        if norm.name not in ("norm.bare", "norm.rule"):
            return False
        return _inside(source, norm) or (apart == 0 and source.end <= norm.start and between <= NEAR)
    if norm.name == "norm.bare":
        return strength in ("setting", "custom") and apart == 0 and source.end <= norm.start and between <= NEXT
    if norm.name == "norm.loose":
        return strength == "custom" and apart == 0 and between <= CLOSE
    if strength in ("setting", "custom"):  # "in our house": the same sentence or one beside it
        return between <= FAR if apart == 0 else abs(apart) == 1
    # "member", "role": "I'm from Finland" says nothing until a norm follows
    return between <= FAR if apart == 0 else apart == 1 and strength == "member"


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
