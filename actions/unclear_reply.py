"""When it isn't clear what is meant, or nothing can be read."""

from __future__ import annotations

from bot.content.model import Content
from bot.dialogue import clarify
from bot.dialogue.reply import Reply
from bot.dialogue.route import Move
from bot.dialogue.turn import Turn


def reply(turn: Turn, content: Content, move: Move) -> Reply:
    """Asks which of the nearest topics is meant."""
    return clarify.unclear(turn, content, move.guesses, content.followups.get(move.id, ""))


def reply_to_blank(turn: Turn, content: Content, move: Move) -> Reply:
    """Answers a message without anything to read."""
    return clarify.blank(turn, content)
