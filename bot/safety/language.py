"""Guess the language of a message from its script and its small words.

Only good enough to answer danger in the right language; the understanding of
ordinary messages has its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.safety.normalise import Normalised, load_yaml, safety_data

_SCRIPTS = (
    (0x0370, 0x03FF, "el"), (0x0400, 0x04FF, "ru"), (0x0600, 0x06FF, "ar"), (0x0590, 0x05FF, "he"),
    (0x0900, 0x097F, "hi"), (0x3040, 0x30FF, "ja"), (0xAC00, 0xD7AF, "ko"), (0x4E00, 0x9FFF, "zh"),
    (0x0E00, 0x0E7F, "th"), (0x0980, 0x09FF, "bn"), (0x0A00, 0x0A7F, "pa"), (0x0B80, 0x0BFF, "ta"),
    (0x0530, 0x058F, "hy"), (0x10A0, 0x10FF, "ka"), (0x1200, 0x137F, "am"), (0x0C00, 0x0C7F, "te"),
)  # fmt: skip


def detect(norm: Normalised, languages: Mapping[str, Any]) -> str:
    """An ISO code; "en" where nothing speaks for another."""
    if not norm.plain.isascii():
        counts: dict[str, int] = {}
        for char in norm.plain[:400]:
            code = ord(char)
            if code > 0x36F:
                for low, high, name in _SCRIPTS:
                    if low <= code <= high:
                        counts[name] = counts.get(name, 0) + 1
                        break
        if counts:
            name, count = max(counts.items(), key=lambda item: item[1])
            if count * 3 >= len(norm.plain[:400].replace(" ", "")):
                return name
    best, most = "en", 0
    words = norm.plain_words
    for name, small in languages["small_words"].items():
        hits = len(words & small)
        if hits > most:
            best, most = name, hits
    english = len(words & languages["small_words"]["en"])
    need = 1 if len(words) <= 5 else 2
    return best if most >= need and most > english else "en"


def covered() -> frozenset[str]:
    """Languages in which the screen finds explicit danger; in any other, help has to stand in every answer."""
    return _covered(safety_data())


@lru_cache(maxsize=2)
def _covered(folder: Path) -> frozenset[str]:
    return frozenset({"en", *load_yaml("languages.yml", folder)["languages"]})
