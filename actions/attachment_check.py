"""The attachment check: a guided look at closeness and crying, never a test."""

from __future__ import annotations

from bot.content.model import Content
from bot.dialogue import check
from bot.dialogue.reply import Reply
from bot.dialogue.route import Move
from bot.dialogue.turn import Turn


def reply(turn: Turn, content: Content, move: Move) -> Reply:
    """Asks for consent, takes an answer and asks the next question, or hands over the note."""
    return check.reply(turn, content, move)
