"""Help first: whenever there is danger, when the answer to a safety question comes, when someone says it is more."""

from __future__ import annotations

from bot.content.model import Content
from bot.dialogue import danger
from bot.dialogue.reply import Reply
from bot.dialogue.route import Kind, Move
from bot.dialogue.turn import Turn


def reply(turn: Turn, content: Content, move: Move) -> Reply:
    """Gives help lines and one question, or follows up on the answer to that question."""
    if move.kind is Kind.SAFETY_ANSWER:
        return danger.next_step(turn, content)
    if move.kind is Kind.MORE_THAN_THAT:
        return danger.more(turn, content)
    return danger.help_first(turn, content)
