"""Compares what people type with phrases that staff wrote. Plain words; a star stands for any ending."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

_APOSTROPHE = re.compile(r"['’`´]")
_NOT_WORD = re.compile(r"[\W_]+")
NEGATIONS = frozenset(
    "not no never dont doesnt didnt wont wouldnt cant cannot couldnt isnt wasnt arent werent without hardly "
    "nobody".split()
)
BEFORE = 2
"""A negation this many words before a phrase turns it round."""


def plain(text: str) -> str:
    """Returns a text in small letters without signs: "Don't!" becomes "dont"."""
    return _NOT_WORD.sub(" ", _APOSTROPHE.sub("", text.lower())).strip()


@lru_cache(maxsize=4096)
def _phrase(phrase: str) -> tuple[str, ...]:
    # The star survives: it is no part of a word.
    return tuple(plain(word.rstrip("*")) + "*" * word.endswith("*") for word in phrase.split())


def _same(wanted: str, token: str) -> bool:
    return token.startswith(wanted[:-1]) if wanted.endswith("*") else token == wanted


def starts_at(phrase: str, tokens: Sequence[str], at: int) -> int:
    """Returns how many tokens a phrase takes from a place on; 0 where it doesn't stand there."""
    wanted = _phrase(phrase)
    if not wanted or at + len(wanted) > len(tokens):
        return 0
    return len(wanted) if all(_same(w, tokens[at + i]) for i, w in enumerate(wanted)) else 0


def is_one_of(text: str, phrases: Iterable[str]) -> bool:
    """Whether a text is one of the phrases and nothing else."""
    tokens = plain(text).split()
    return any(starts_at(phrase, tokens, 0) == len(tokens) for phrase in phrases) if tokens else False


def find(tokens: Sequence[str], phrases: Iterable[str]) -> int:
    """Returns the number of words of the longest phrase in a text that no word before it denies; 0 for none."""
    best = 0
    for phrase in phrases:
        for at in range(len(tokens)):
            length = starts_at(phrase, tokens, at)
            if length > best and not NEGATIONS & set(tokens[max(0, at - BEFORE) : at]):
                best = length
    return best


def holds(text: str, phrases: Iterable[str]) -> bool:
    """Whether a text holds one of the phrases, denied or not."""
    tokens = plain(text).split()
    return any(starts_at(phrase, tokens, at) for phrase in phrases for at in range(len(tokens)))


def trimmed(text: str, fillers: Iterable[str]) -> str:
    """Returns a text without the filler phrases at its beginning and its end, unless nothing would be left."""
    tokens = plain(text).split()
    known = tuple(fillers)
    while tokens:
        cut = max((n for n in (starts_at(f, tokens, 0) for f in known)), default=0)
        if not cut or cut >= len(tokens):
            break
        tokens = tokens[cut:]
    while tokens:
        cut = max((len(_phrase(f)) for f in known if _ends(f, tokens)), default=0)
        if not cut or cut >= len(tokens):
            break
        tokens = tokens[:-cut]
    return " ".join(tokens)


def _ends(phrase: str, tokens: Sequence[str]) -> bool:
    length = len(_phrase(phrase))
    return 0 < length <= len(tokens) and bool(starts_at(phrase, tokens, len(tokens) - length))


def leftover(text: str, groups: dict[str, Iterable[str]], fillers: Iterable[str]) -> tuple[set[str], int]:
    """Reads a text made of known phrases only, such as "well, yes and no, it depends".

    Args:
        text: What was typed.
        groups: Phrases by what they mean.
        fillers: Words that mean nothing.

    Returns:
        The meanings found, and how many words belong to none.
    """
    tokens = plain(text).split()
    flat = [(len(_phrase(p)), p, name) for name, phrases in groups.items() for p in phrases]
    flat.sort(key=lambda entry: -entry[0])
    known = tuple(fillers)
    found: set[str] = set()
    rest, at = 0, 0
    while at < len(tokens):
        step = 0
        for _, phrase, name in flat:
            step = starts_at(phrase, tokens, at)
            if step:
                found.add(name)
                break
        step = step or max((starts_at(f, tokens, at) for f in known), default=0)
        rest += 0 if step else 1
        at += step or 1
    return found, rest
