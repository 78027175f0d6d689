"""Takes personal data out of words that are kept: the one place where the conversation asks for it."""

from __future__ import annotations

import re

from bot.privacy.redact import redact

KEPT = 400
"""How many characters of an answer are kept."""


def redacted(words: str) -> str:
    """Returns a person's words as they may be kept.

    Args:
        words: What was typed.

    Returns:
        One line of at most `KEPT` characters without names, numbers or addresses; straight quotes become single
        ones, because the note puts the words in double ones.
    """
    line = re.sub(r"\s+", " ", redact(words)).replace('"', "'").strip()
    return line if len(line) <= KEPT else f"{line[:KEPT].rstrip()} ..."
