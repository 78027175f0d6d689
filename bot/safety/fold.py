"""Letters brought to one form; and reading the safety files."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import Any

import yaml

# The server reads its release, never data/ (bot/commands/serve.py names it).
SAFETY_DATA = Path(os.environ.get("BOT_DATA") or Path(__file__).resolve().parents[2] / "data") / "safety"

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


def load_yaml(name: str, root: Path | None = None) -> dict[str, Any]:
    """Read one file of data/safety."""
    return yaml.safe_load(((root or SAFETY_DATA) / name).read_text(encoding="utf-8"))
