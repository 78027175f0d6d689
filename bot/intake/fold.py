"""Makes what people type comparable, and safe to keep: plain functions over strings."""

from __future__ import annotations

import re
import unicodedata

FORMULA = "=+-@\t\r"
"""A spreadsheet runs a cell that starts with one of these."""

_APOSTROPHES = str.maketrans("", "", "'’‘`´")
_NOT_WORD = re.compile(r"[\W_]+")
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u3000]+")
_LINES = re.compile(r" ?\n ?(?:\n ?)*(?:\n ?)?")


def fold(text: str) -> str:
    """Returns words in small letters with one space between them; apostrophes are gone, other signs are spaces.

    "E-mail" becomes "email", so that lists need one spelling only.
    """
    plain = unicodedata.normalize("NFKC", text).lower().translate(_APOSTROPHES)
    return _NOT_WORD.sub(" ", plain).strip().replace("e mail", "email")


def visible(text: str) -> str:
    """Returns the text without what cannot be seen: control, direction and other invisible characters.

    Joiners stay where a script or an emoji needs them; line breaks and tabs become plain ones.
    """
    out = []
    for char in text.replace("\r\n", "\n").replace("\r", "\n"):
        kind = unicodedata.category(char)
        if char == "\n" or kind not in ("Cc", "Cf", "Cs", "Co", "Cn"):
            out.append(" " if kind in ("Zl", "Zp") else char)
        elif char == "\u200d":
            out.append(char)
        elif kind == "Cc":
            out.append(" ")
    return unicodedata.normalize("NFC", "".join(out))


def plain(text: str) -> str:
    """Returns one line to read from: visible characters, single spaces."""
    return _BLANKS.sub(" ", visible(text).replace("\n", " ")).strip()


def line(text: str) -> str:
    """Returns one line to keep: like `plain`, and nothing that a spreadsheet would run."""
    return disarm(plain(text))


def lines(text: str) -> str:
    """Returns free text: visible characters, single spaces, its line breaks kept, nothing a spreadsheet would run."""
    return disarm(
        _LINES.sub(lambda m: "\n\n" if m[0].count("\n") > 1 else "\n", _BLANKS.sub(" ", visible(text))).strip()
    )


def disarm(text: str) -> str:
    """Returns the text without the signs in front that start a formula."""
    stripped = text.lstrip(FORMULA + " \n")
    return stripped or text.strip(FORMULA + " \n")


def has(folded: str, words: str) -> bool:
    """Tells whether words stand in a folded text, whole words only."""
    return f" {words} " in f" {folded} "
