"""Counts words and sentences and measures how hard a text is to read, offline."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)|\n+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?<![td])ed$|(?<![sxz])es$|(?<!l)e$|(?<=[aeiou]l)e$")
_PLACEHOLDER = re.compile(r"\{[a-z_]+\}")


def words(text: str) -> list[str]:
    """Return the words of a text; "can't" and "self-help" are one word each."""
    # A placeholder stands for a name or a number: one word, whatever its own name is.
    return _WORD.findall(_PLACEHOLDER.sub("name", text))


def count(text: str) -> int:
    """Return the number of words."""
    return len(words(text))


def sentences(text: str) -> list[str]:
    """Return the sentences; a line break ends one too."""
    return [part.strip() for part in _SENTENCE_END.split(text) if _WORD.search(part)]


def syllables(word: str) -> int:
    """Return the number of syllables of an English word (an estimate, at least 1)."""
    return _syllables(word.lower().replace("’", "'"))


def grade(text: str) -> float:
    """Return the Flesch-Kincaid school grade; 0.0 for a text without words."""
    found = words(text)
    if not found:
        return 0.0
    per_sentence = len(found) / max(1, len(sentences(text)))
    per_word = sum(syllables(word) for word in found) / len(found)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59


@lru_cache(maxsize=1)
def _hyphenator() -> Any:
    # Imported late: the running bot never measures reading age.
    import pyphen

    return pyphen.Pyphen(lang="en_GB", left=1, right=1)


@lru_cache(maxsize=20_000)
def _syllables(word: str) -> int:
    # Hyphenation rules miss breaks after a single letter ("i-dea"), counting
    # vowels misses breaks between two vowels ("cry-ing"): take the larger.
    by_hyphen = len(_hyphenator().positions(word)) + 1
    return max(by_hyphen, len(_VOWELS.findall(_SILENT.sub("", word))))
