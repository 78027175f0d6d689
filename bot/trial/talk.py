"""One conversation in this process, by the way a turn takes on the page: screen, pipeline, route, reply."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from actions.turn import take
from bot import logs
from bot.channel.body import clean, full
from bot.content.current import current
from bot.dialogue.reply import Reply
from bot.dialogue.turn import Turn, from_message
from bot.safety.screen import load_or_static


@dataclass(frozen=True)
class Heard:
    """A message as understood, and what came back."""

    turn: Turn
    reply: Reply

    @property
    def visible(self) -> list[str]:
        """What a client reads: the bubbles, then the buttons."""
        return [*self.reply.texts, *(button.title for button in self.reply.buttons)]


class Model:
    """The current release's model, loaded once."""

    def __init__(self, path: Path) -> None:
        """Loads it.

        Args:
            path: The model's archive.
        """
        from rasa.core.agent import Agent

        logs.install()
        self._agent: Any = Agent.load(str(path))
        # Loading configures logging anew; ours comes last, and lets no typed word through.
        logs.install()
        logs.serving()
        self._screen, _ = load_or_static()
        self._loop = asyncio.new_event_loop()

    def read(self, message: str) -> dict[str, Any]:
        """Understands a message: Rasa's parse data with the screen's verdict."""
        verdict, text = self._screen(message), clean(message)
        parsed: dict[str, Any] = self._loop.run_until_complete(self._agent.parse_message(text.text))
        parsed["metadata"] = {
            "verdict": verdict.as_dict(),
            "blank": text.blank,
            "truncated": text.truncated,
            "channel": "web",
            "full": full(message),
        }
        return parsed


class Talk:
    """A conversation: what was said before counts, as on the page."""

    def __init__(self, model: Model) -> None:
        """Begins one.

        Args:
            model: The loaded model.
        """
        self._model, self._id = model, f"trial-{os.urandom(8).hex()}"
        self._state: dict[str, Any] | None = None

    def say(self, message: str) -> Heard:
        """Says something.

        Args:
            message: What the client types or presses.

        Returns:
            What was understood and what comes back.
        """
        turn = from_message(self._model.read(message), self._state, self._id)
        reply = take(turn, current())
        self._state = reply.state.as_json()
        return Heard(turn, reply)
