"""Finds attachment and culture cues in one message.

An attachment cue is one pattern: what the person does with closeness, need or loss.
A culture cue takes two things that belong together: a norm about crying or showing
feeling, and where it comes from. A source without a norm ("I'm a nurse") is none.

Two readers work together. The rules know the plain ways to say it, and staff can read
them. The judge has learnt from examples how people tell it in passing: it adds a cue where
it is sure, and takes one back where the rules matched words that mean something else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

import numpy as np

from bot.cues.judge import Judge, Read
from bot.cues.rules import ATTACHMENT, CULTURE, Hit, Rules
from bot.cues.words import Words

Cues = dict[str, list[str]]
KINDS = {"attachment": ATTACHMENT, "culture": CULTURE}
AT_EASE = "at_ease"

NEAR = 3  # words that may stand between a group and what it doesn't do: "doctors like me never cry"
NEXT = 1  # "blokes on the station did not cry"
CLOSE = 8  # words between a custom and mere talk of crying: "in my culture a man who cries ..."
FAR = 18  # words between a norm and the setting it is said of, in one sentence

# How far on a cue's side a message must lie (0 is about the border): for the judge to add a cue by itself; to leave one
# standing that a rule found; to add one where the rules took something back, as a meaning has no "not"; and how much
# more for a cue beside a stronger one of its kind. Set on messages that were not learnt from (tests/cues, tests/data):
# of the cues reported there, eight to nine in ten are right.
SURE = -0.4
FOUND = {"attachment": -1.2, "culture": -0.3}  # a norm and a source that a rule found may not belong together
DENIED = 3.0
BESIDE = 0.25


class CueFinder:
    """Holds the compiled rules and what was learnt; `find` keeps no state between messages."""

    def __init__(self, rules: Rules, judge: Judge | None = None) -> None:
        """Takes the rules, see `bot.cues.rules.parse`, and the judge; without one the rules decide alone."""
        self.rules = rules
        self._words = Words(rules.spell)
        self._judge = judge

    def hits(self, text: str) -> tuple[str, list[Hit]]:
        """The text as the rules read it, and what they found in it that nothing takes back."""
        prepared = self._words(text)
        return prepared, _kept(self.rules.hits(prepared))

    def read(self, text: str, vector: np.ndarray) -> Read:
        """A text as the judge takes it."""
        return Read(*self.hits(text), vector)

    def find(self, text: str, parts: Sequence[tuple[str, np.ndarray]] = ()) -> Cues:
        """The cues in a message, in the contract's order.

        Args:
            text: what the person wrote.
            parts: the judge's evidence: the message, then its sentences where it has several, each with its embedding.
                Without it the rules decide alone.

        Returns:
            ``{"attachment": [...], "culture": [...]}``, each empty where there is none.
        """
        if not text or text.isspace():
            return {"attachment": [], "culture": []}
        prepared, hits = self.hits(text)
        cues = {"attachment": _attachment(hits), "culture": _culture(prepared, hits)}
        if self._judge is None or not parts:
            return cues
        read = [Read(prepared, hits, parts[0][1]), *(self.read(*part) for part in parts[1:])]
        scores = self._judge.scores(read, self.rules.names)
        denied = {hit.name.partition(".")[2] for hit in hits if hit.name.startswith("unless.")}
        found = {kind: _sure(known, scores, cues[kind], FOUND[kind], kind in denied) for kind, known in KINDS.items()}
        return {**found, "attachment": _agreeing(found["attachment"], scores)}


def _sure(
    known: Sequence[str], scores: Mapping[str, float], by_rule: Sequence[str], by_rule_least: float, denied: bool
) -> list[str]:
    """The cues of one kind that lie far enough on their side."""
    strongest = max(known, key=lambda cue: scores[cue])
    found = []
    for cue in known:
        least = SURE + (0 if cue == strongest else BESIDE)
        least += by_rule_least if cue in by_rule else DENIED if denied else 0
        if scores[cue] > least:
            found.append(cue)
    return found


def _agreeing(found: list[str], scores: Mapping[str, float]) -> list[str]:
    """Nobody is at ease with leaning on people and not at ease with it: the stronger stands."""
    others = [cue for cue in found if cue != AT_EASE]
    if AT_EASE not in found or not others:
        return found
    return [AT_EASE] if all(scores[AT_EASE] > scores[cue] for cue in others) else others


def _kept(hits: Sequence[Hit]) -> list[Hit]:
    """Without the matches that stand in a denial, a supposition, or what is said of someone else."""
    unless: dict[str, list[Hit]] = {}
    for hit in hits:
        if hit.name.startswith("unless."):
            unless.setdefault(hit.name.partition(".")[2], []).append(hit)
    if not unless:
        return list(hits)
    kept: list[Hit] = []
    for hit in hits:
        part, _, rest = hit.name.partition(".")
        whose = {"attachment": ("attachment",), "norm": ("culture",), "whole": ("culture", rest)}.get(part, ())
        if part == "source":
            whose = ("culture", rest.partition(".")[0])
        if not any(_covered(hit, unless.get(one, ())) for one in whose):
            kept.append(hit)
    return kept


def _attachment(hits: Sequence[Hit]) -> list[str]:
    found = {hit.name.partition(".")[2] for hit in hits if hit.name.startswith("attachment.")}
    return [cue for cue in ATTACHMENT if cue in found]


def _culture(prepared: str, hits: Sequence[Hit]) -> list[str]:
    wholes = [hit for hit in hits if hit.name.startswith("whole.")]
    found = {hit.name.partition(".")[2] for hit in wholes}
    # A saying that holds its own source is a norm for other sources too: "Dad said boys don't cry".
    norms = [hit for hit in hits if hit.name.startswith("norm.")]
    norms += [Hit("norm.rule", hit.start, hit.end) for hit in wholes]
    if norms:
        ends = [i for i, char in enumerate(prepared) if char == "|"]
        for source in hits:
            if source.name.startswith("source."):
                _, cue, strength = source.name.split(".")
                if cue not in found and any(_linked(prepared, ends, source, strength, norm) for norm in norms):
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
