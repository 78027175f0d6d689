"""Builds what a channel needs from the release that is live: screen, fixed texts, limits."""

from __future__ import annotations

from typing import Any

from bot import logs, rasa_patches
from bot.channel.body import Body
from bot.channel.fallback import Fallback
from bot.channel.turn import Handler, TurnTaker
from bot.content.current import current
from bot.release.live import Each, Live, Serving, serving
from bot.review.tally import count
from bot.safety.reply import static_help
from bot.settings import from_environment


class HeldTurns:
    """Takes each turn from beginning to end with the release that was live when it began."""

    def __init__(self, live: Serving, handler: Handler, seconds: float) -> None:
        """Joins the parts.

        Args:
            live: What is live.
            handler: Rasa's way to handle a message where no release holds an agent of its own.
            seconds: How long Rasa may take, in seconds.
        """
        self._live, self._handler, self._seconds = live, handler, seconds
        self._fixed: Each[Fallback] = live.each(lambda _: fixed_texts())

    async def take(self, body: Body, channel: str) -> list[dict[str, Any]]:
        """Takes one turn; see `TurnTaker.take`."""
        with self._live.turn() as live:
            return await self._taker(live).take(body, channel)

    async def danger(self, body: Body) -> list[dict[str, Any]] | None:
        """The fixed reply to a message with danger; see `TurnTaker.danger`."""
        with self._live.turn() as live:
            return await self._taker(live).danger(body)

    def _taker(self, live: Live) -> TurnTaker:
        handler = live.agent.handle_message if live.agent else self._handler
        return TurnTaker(handler, live.screen, self._fixed(), self._seconds, count)


def turn_taker(on_new_message: Handler) -> HeldTurns:
    """Builds the one function for a turn.

    Also what makes `rasa run` with our credentials as private as our own entry point: no turn may be taken
    before the logs are.

    Args:
        on_new_message: Rasa's handler of a `UserMessage`.

    Returns:
        The turn taker, its screen and texts loaded.
    """
    settings = from_environment()
    logs.install(settings.debug)
    logs.serving()
    rasa_patches.apply()
    return HeldTurns(serving(), on_new_message, settings.turn_seconds)


def fixed_texts() -> Fallback:
    """Reads the fixed texts from the content; without it the static help stands alone."""
    help_text = static_help()
    try:
        content = current()
        failure = content.fill(content.texts["failure"][0])
    except Exception:  # noqa: BLE001 - broken content must not take the help lines with it
        failure = ""
    return Fallback(failure_text=f"{failure}\n{help_text}".strip(), help_text=help_text)
