"""Who is in danger: the person who writes, or someone they write about."""

from __future__ import annotations

from bot.safety.normalise import Normalised
from bot.safety.rules import Rule

_FIRST = frozenset(["i", "me", "my", "myself", "us", "our", "we"])
_WRITER = frozenset(["i", "me", "myself", "us", "we"])
_THIRD = frozenset(["he", "she", "they", "him", "her", "them", "his", "their", "himself", "herself", "themselves"])
_REFLEXIVE = frozenset(["himself", "herself", "themselves"])


def about(rule: Rule, text: str, start: int, end: int, persons: frozenset[str]) -> str:
    """Who is in danger: the writer, or someone they write about."""
    match = text[start:end].split()
    words = set(match)
    if rule.about == "other":
        return "self" if words & {"me", "us"} and not words & {"i"} else "other"
    if rule.about == "self":
        around = [*text[:start].split()[-3:], *match, *text[end:].split()[:3]]
        near = any(
            w in _WRITER or w == "my" and not persons & set(around[i + 1 : i + 3]) for i, w in enumerate(around)
        )
        return "other" if (_THIRD | persons) & words and not near else "self"
    if _REFLEXIVE & words:
        return "other"
    if "me" in words:
        return "self"
    window = text[:start].split()[-8:] + match[:3]
    for index in range(len(window) - 1, -1, -1):
        word = window[index]
        if word == "i" or (word == "myself"):
            return "self"
        if word in ("he", "she", "they") or (word in persons and index and window[index - 1] != "with"):
            return "other"
    return "self"


def speaker(norm: Normalised) -> str:
    """Who a message without a rule's hit is about: someone else where the writer is not in it."""
    words = norm.words
    return "other" if not words & _FIRST and words & _THIRD else "self"
