"""Takes personal data out of words that are kept: the one place where the conversation asks for it."""

from __future__ import annotations

import re

from bot.privacy.redact import redact

KEPT = 400
"""How many characters of an answer are kept."""
KEPT_LINES = 4000
"""How many characters of a whole note are kept: as many as a request takes."""


def redacted(words: str) -> str:
    """Returns a person's words as they may be kept.

    Args:
        words: What was typed.

    Returns:
        One line of at most `KEPT` characters without names, numbers or addresses; straight quotes become single
        ones, because the note puts the words in double ones.
    """
    return _cut(_line(words), KEPT)


def redacted_lines(words: str) -> str:
    """Returns a text of several lines as it may be kept, such as a note that was written anew.

    Args:
        words: What was typed.

    Returns:
        At most `KEPT_LINES` characters without names, numbers or addresses; empty lines are dropped.
    """
    return _cut("\n".join(line for line in map(_line, words.splitlines()) if line), KEPT_LINES)


def _line(words: str) -> str:
    return re.sub(r"\s+", " ", redact(words)).replace('"', "'").strip()


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()} ..."
