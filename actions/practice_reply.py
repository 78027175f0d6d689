"""The way to a person: booking, the practice's facts, personal difficulties, complaints, what only a doctor can say."""

from __future__ import annotations

from bot.content.model import Content
from bot.dialogue.answer import answer
from bot.dialogue.reply import Reply
from bot.dialogue.route import Move
from bot.dialogue.turn import Turn


def reply(turn: Turn, content: Content, move: Move) -> Reply:
    """Answers from the practice's own facts, or names a personal difficulty and one next step."""
    return answer(turn, content, move.id, move.also)
