"""How much fits in a turn: at most 90 words with everything but buttons, so that nobody at night meets a wall."""

from __future__ import annotations

from bot.content.words import count

LIMIT = 90


def fits(*texts: str) -> bool:
    """Tells whether texts together stay within the limit."""
    return sum(count(text) for text in texts) <= LIMIT


def variant(variants: tuple[str, ...], n: int) -> str:
    """Picks the n-th wording, going round: the same situation twice never gets the same words."""
    return variants[n % len(variants)]
