"""The culture check: a guided look at what family, faith or country taught about crying, never a test."""

from __future__ import annotations

from bot.content.model import Content
from bot.dialogue.answer import answer
from bot.dialogue.reply import Reply
from bot.dialogue.route import Move
from bot.dialogue.turn import Turn


def reply(turn: Turn, content: Content, move: Move) -> Reply:
    """Says what the check will be and gives one question to think about meanwhile."""
    return answer(turn, content, move.id, move.also)
