"""The two guided checks in the conversation."""

from __future__ import annotations

from bot.content.model import Content
from bot.dialogue.move import Move
from bot.dialogue.reply import Reply
from bot.dialogue.state import State
from bot.dialogue.turn import Turn


class CheckForm:
    """The checks as a guided form (`bot.dialogue.guided.Form`); their memory is ``State.check``."""

    def is_open(self, state: State) -> bool:
        """Whether a check waits for an answer."""
        return False

    def route(self, turn: Turn, content: Content, elsewhere: Move) -> Move | None:
        """Takes an answer; leaves a question to whoever can answer it."""
        return None

    def resume(self, turn: Turn, content: Content, reply: Reply) -> Reply:
        """Puts the pending question below another answer."""
        return reply

    def pause(self, state: State) -> None:
        """Puts the check aside."""

    def halt(self, state: State) -> None:
        """Ends the check: someone may be in danger."""


CHECK = CheckForm()
