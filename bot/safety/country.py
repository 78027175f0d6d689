"""Where a person is, by their own words; read only where there is danger, to choose the help lines."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from bot.safety.fold import fold, load_yaml, safety_data

ELSEWHERE = "ELSEWHERE"
"""A country that we have no number of."""
_SHORT = 4


def country_said(text: str) -> str:
    """The country that someone says they are in: a code of helplines.yml, ELSEWHERE, or nothing.

    "I'm in Ireland", "writing from Greece"; not where they come from, nor where others are.
    """
    found = [m[1] for m in _places().said.finditer(_plain(text))]
    return _places().codes[found[-1]] if found else ""


def country_named(text: str) -> str:
    """The country in an answer to the question which it is: "Ireland", "it's Spain", "I'm from Poland"."""
    plain = _plain(text)
    found = [m[1] for m in _places().named.finditer(plain)]
    return _places().codes[found[-1]] if found and len(plain.split()) <= _SHORT + len(found[-1].split()) else ""


class _Places:
    """The names, and the patterns over them."""

    def __init__(self, folder: Path) -> None:
        data = load_yaml("countries.yml", folder)
        self.codes = {name: str(code) for code, names in data["names"].items() for name in map(str, names)}
        names = "|".join(map(re.escape, sorted(self.codes, key=len, reverse=True)))
        said = "|".join(map(re.escape, sorted(data["said"], key=len, reverse=True)))
        self.said = re.compile(rf"\b(?:{said}) (?:the )?({names})\b")
        self.named = re.compile(rf"\b({names})\b")


def _places() -> _Places:
    return _of(safety_data())


@lru_cache(maxsize=2)
def _of(folder: Path) -> _Places:
    return _Places(folder)


def _plain(text: str) -> str:
    words = re.sub(r"[^\w']+", " ", fold(text[:2000]).replace("i'm", "i am").replace("we're", "we are"))
    return re.sub(r"\bim\b", "i am", words.replace("'", " ")).strip()
