"""Talk about the chat itself, and messages in another language."""

from __future__ import annotations

from bot.content.model import Content
from bot.dialogue import simple
from bot.dialogue.reply import Reply
from bot.dialogue.route import Move
from bot.dialogue.turn import Turn


def reply(turn: Turn, content: Content, move: Move) -> Reply:
    """Greets, thanks, says what it is and what it keeps."""
    return simple.assistant(turn, content, move.id)


def reply_in_language(turn: Turn, content: Content, move: Move) -> Reply:
    """Says in the person's language what it speaks and how to reach the practice."""
    return simple.language(turn, content, move.id)
