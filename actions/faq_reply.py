"""The FAQ reply: a worry answered from the content, and what follows from it."""

from __future__ import annotations

from bot.content.model import Content
from bot.dialogue.answer import answer
from bot.dialogue.followup import followup, label
from bot.dialogue.reply import Reply
from bot.dialogue.route import Move
from bot.dialogue.turn import Turn


def reply(turn: Turn, content: Content, move: Move) -> Reply:
    """Answers a worry, with a second one in the same message beside it."""
    return answer(turn, content, move.id, move.also)


def reply_to_followup(turn: Turn, content: Content, move: Move) -> Reply:
    """Answers "why?", "and for men?", "the second one" on what was said last."""
    return followup(turn, content, move.id)


def reply_to_label(turn: Turn, content: Content, move: Move) -> Reply:
    """Answers a pressed label such as "How sure is this?"."""
    return label(turn, content, move.id)
