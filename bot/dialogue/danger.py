"""Danger in the conversation: the fixed texts of `bot.safety`, in the shape of a reply."""

from __future__ import annotations

from bot.content.model import Content
from bot.dialogue.reply import Reply
from bot.dialogue.turn import Turn


def help_first(turn: Turn, content: Content) -> Reply:
    raise NotImplementedError


def follow(turn: Turn, content: Content) -> Reply:
    raise NotImplementedError


def more_than_that(turn: Turn, content: Content) -> Reply:
    raise NotImplementedError
