"""The word lists of data/privacy, read once."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.settings import from_environment

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True)
class Lists:
    """Words by which personal data is recognised; all folded (`fold`).

    Attributes:
        given: First names that are no everyday words.
        word_names: First names that are.
        surnames: Family names.
        public: Names that everyone knows and nobody needs to hide.
        common: Everyday words.
        words: The lists of ``words.yml`` by name.
        placeholders: What stands in the place of each kind.
        regions: Countries whose phone numbers are looked for, two letters each, the practice's own first.
    """

    given: frozenset[str]
    word_names: frozenset[str]
    surnames: frozenset[str]
    public: frozenset[str]
    common: frozenset[str]
    words: dict[str, frozenset[str]]
    placeholders: dict[str, str]
    regions: tuple[str, ...]


def lists() -> Lists:
    """Returns the lists of the deployment's content folder.

    Raises:
        OSError: A file is missing.
        ValueError: A file is no list of words.
    """
    return _read(from_environment().data / "privacy")


@lru_cache(maxsize=4)
def _read(folder: Path) -> Lists:
    names = _yaml(folder / "names.yml")
    words = _yaml(folder / "words.yml")
    text = (folder / "common_words.txt").read_text(encoding="utf-8")
    common = " ".join(line for line in text.splitlines() if not line.startswith("#"))
    ambiguous = _split(names["word_names"])
    everyday = _split(common) - _split(names["surnames"])
    given = frozenset().union(*(_split(block) for block in names["given"].values())) - ambiguous - everyday
    practice = _yaml(folder.parent / "practice.yml").get("practice") or {}
    regions = dict.fromkeys([str(practice.get("country") or "GB"), *words["phone_regions"]])
    return Lists(
        given=given,
        word_names=ambiguous,
        surnames=_split(names["surnames"]),
        public=_split(names["public"]),
        common=_split(common),
        words={key: _split(value) for key, value in words.items() if key != "placeholders"},
        placeholders={str(key): str(value) for key, value in words["placeholders"].items()},
        regions=tuple(regions),
    )


def _yaml(path: Path) -> dict[str, Any]:
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(found, dict):
        raise ValueError(f"{path.name} holds no lists.")
    return found


def _split(value: Any) -> frozenset[str]:
    return frozenset(fold(value if isinstance(value, str) else " ".join(map(str, value))).split())


def fold(text: str) -> str:
    """Returns a text in small letters without accents, as the lists hold their words."""
    apart = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
