"""Reads phrases_that_hurt.yml: wordings no client should meet, and what to say instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.content.yamldoc import Doc


@dataclass(frozen=True)
class Pattern:
    """A phrase written by staff: plain words, ``*`` stands for any ending."""

    phrase: str
    why: str
    say_instead: str
    only_in: frozenset[str]
    except_in: frozenset[str]
    unless_after: tuple[re.Pattern[str], ...]
    regex: re.Pattern[str]
    anchor: str = ""
    """What a text must hold, in small letters, to be worth a closer look."""

    def applies(self, *names: str) -> bool:
        """Whether the phrase is looked for in a topic, group or file of these names."""
        asked = set(names)
        if asked & self.except_in:
            return False
        return not self.only_in or bool(asked & self.only_in)

    def find(self, text: str) -> str:
        """Return the words that match, empty if none does or all stand after harmless words."""
        for found in self.regex.finditer(text):
            before = text[: found.start()].rstrip()
            if not any(harmless.search(before) for harmless in self.unless_after):
                return found.group()
        return ""


def hits(patterns: list[Pattern], text: str, *names: str) -> Iterator[tuple[Pattern, str]]:
    """Yields each pattern that a text holds, with the words that match.

    Args:
        patterns: What to look for.
        text: Where.
        names: Topic, group or file, for patterns that are looked for only in some.
    """
    low = text.lower().replace("’", "'")
    for pattern in patterns:
        if pattern.anchor in low and pattern.applies(*names):
            found = pattern.find(text)
            if found:
                yield pattern, found


def compile_phrase(phrase: str, *, at_start: bool = False) -> re.Pattern[str]:
    """Return a regex for a plain phrase; case, line breaks and curly quotes do not matter."""
    words = [_word(word) for word in phrase.split()]
    body = r"\s+".join(words)
    start = r"^\W*" if at_start else r"(?<![\w'’])"
    return re.compile(rf"{start}{body}(?!\w)", re.IGNORECASE)


def _word(word: str) -> str:
    # Quotes first: the class that stands for an ending holds some too.
    return re.escape(word).replace("'", "['’]").replace(r"\*", r"[\w'’\-]*")


def read_patterns(doc: Doc | None, key: str) -> list[Pattern]:
    """Return the patterns of one list of the file."""
    found = doc.get(key) if doc else None
    patterns = []
    for item in found if isinstance(found, list) else []:
        if not isinstance(item, dict) or not isinstance(item.get("pattern"), str) or not item["pattern"].strip():
            continue
        patterns.append(
            Pattern(
                item["pattern"],
                str(item.get("why", "")),
                str(item.get("say_instead", "")),
                _names(item.get("only_in")),
                _names(item.get("except_in")),
                tuple(_ending(words) for words in sorted(_names(item.get("unless_after")))),
                compile_phrase(item["pattern"], at_start=key == "openings"),
                max(item["pattern"].lower().replace("*", " ").split(), key=len, default=""),
            )
        )
    return patterns


def _ending(words: str) -> re.Pattern[str]:
    body = r"\s+".join(re.escape(word).replace("'", "['’]") for word in words.split())
    return re.compile(rf"(?<![\w'’]){body}$", re.IGNORECASE)


def _names(value: Any) -> frozenset[str]:
    return frozenset(name for name in value if isinstance(name, str)) if isinstance(value, list) else frozenset()
