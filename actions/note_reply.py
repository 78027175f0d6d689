"""The note to take along, after the check that made it: shown again, changed, deleted."""

from __future__ import annotations

from bot.content.model import Content
from bot.dialogue import note
from bot.dialogue.reply import Reply
from bot.dialogue.route import Move
from bot.dialogue.turn import Turn


def reply(turn: Turn, content: Content, move: Move) -> Reply:
    """Shows the note, puts another text in its place, or deletes it."""
    return note.reply(turn, content, move)
