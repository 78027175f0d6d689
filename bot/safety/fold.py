"""Letters brought to one form; and reading the safety files."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import yaml

from bot import place

SAFETY_DATA = place.data() / "safety"
"""For tools that build or check. What answers reads `safety_data()`: a server goes on to another release."""

_FOLD = str.maketrans(
    {
        "ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ς": "σ",
        "ـ": "", "ى": "ي", "ة": "ه",
        "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "＇": "'", "′": "'",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "–": "-", "—": " - ", "―": " - ", "…": " ... ", "⁄": "/",
    }
)  # fmt: skip


def fold(text: str) -> str:
    """Lower case, no accents, no invisible characters, plain quotes."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).casefold().translate(_FOLD)
    if text.isascii():
        return text
    out = []
    for char in unicodedata.normalize("NFD", text):
        kind = unicodedata.category(char)
        if kind in ("Mn", "Cf", "Me") or (kind == "Cc" and char not in "\n\r\t"):
            continue  # accents, joiners, bidi marks, zero-width characters
        out.append(char)
    return unicodedata.normalize("NFC", "".join(out)).translate(_FOLD)


def safety_data() -> Path:
    """The safety files of the release that is read here."""
    return place.data() / "safety"


def load_yaml(name: str, root: Path | None = None) -> dict[str, Any]:
    """Read one file of data/safety."""
    return yaml.safe_load(((root or safety_data()) / name).read_text(encoding="utf-8"))
