"""One turn: a message in, Rasa's list of messages out, with exactly one payload whatever happens in between.

Every channel calls `TurnTaker.take`. The danger screen reads the whole raw text first, and its verdict holds to the
reply: when no model is loaded, when an action fails, when the store is gone.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Awaitable, Callable

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from bot.channel.body import Body, clean, full
from bot.channel.fallback import Fallback
from bot.channel.understand import aside, understand
from bot.logs import describe
from bot.safety.screen import FAILED, Verdict

logger = logging.getLogger(__name__)

WEB = "web"
"""The channel that visitors come by."""

Handler = Callable[[UserMessage], Awaitable[Any]]


class TurnTaker:
    """Takes turns for every channel."""

    def __init__(
        self,
        handler: Handler,
        screen: Callable[[str], Verdict] | None,
        fallback: Fallback,
        seconds: float,
        count: Callable[[str], None] | None = None,
    ) -> None:
        """Joins the parts.

        Args:
            handler: Rasa's way to handle a message.
            screen: The danger screen, a plain function over text; None where it could not be loaded.
            fallback: The fixed texts for when a turn ends without a payload.
            seconds: How long Rasa may take, in seconds.
            count: Takes the topic of every reply to a visitor; tools are not counted.
        """
        self._count = count
        self._handler, self._screen, self._fallback, self._seconds = handler, screen, fallback, seconds

    async def take(self, body: Body, channel: str) -> list[dict[str, Any]]:
        """Takes one turn.

        Args:
            body: Who writes, and what.
            channel: Name of the channel, ``rest`` or ``web``.

        Returns:
            Rasa's messages; exactly one carries ``custom``.
        """
        verdict = await aside(self._judge, body.message)
        if verdict is None:
            # Fails closed: without the screen nothing is answered but the static help.
            return self._addressed(self._counted(self._fallback.closed(), channel), body)
        text = clean(body.message)
        output = CollectingOutputChannel()
        message = UserMessage(
            text.text,
            output,
            body.key,
            input_channel=channel,
            # Set by us only: nothing from the body reaches the tracker's metadata.
            metadata={
                "verdict": verdict.as_dict(),
                "truncated": text.truncated,
                "blank": text.blank,
                "channel": channel,
                "full": full(body.message),
            },
        )
        try:
            await asyncio.wait_for(self._handle(message), self._seconds)
        except Exception as error:  # noqa: BLE001 - whatever failed, the person gets an answer
            logger.error("turn: handling failed (%s)", describe(error))
        return self._addressed(self._counted(self._complete(output.messages, verdict), channel), body)

    async def _handle(self, message: UserMessage) -> None:
        message.parse_data = await understand(message)
        await self._handler(message)

    async def danger(self, body: Body) -> list[dict[str, Any]] | None:
        """The fixed reply to a message with danger, for where no turn can be taken; None where there is no danger."""
        verdict = await aside(self._judge, body.message)
        if verdict is None or verdict.level != "crisis":
            return None
        return self._addressed(self._counted(self._fallback.danger(verdict), WEB), body)

    def _judge(self, message: str) -> Verdict | None:
        """The screen's verdict; None where it cannot say."""
        verdict = self._screen(message) if self._screen else None
        if verdict is None or FAILED in verdict.signs:
            logger.critical("turn: no danger screen; the static help answers")
            return None
        return verdict

    def _complete(self, messages: list[dict[str, Any]], verdict: Verdict) -> list[dict[str, Any]]:
        payloads = [m["custom"] for m in messages if isinstance(m.get("custom"), dict)]
        danger = verdict.level == "crisis"
        whole = len(payloads) == 1 and any(m.get("text") for m in messages)
        if whole and (not danger or payloads[0].get("topic") == "crisis"):
            return messages
        logger.error("turn: %d payloads, %d messages; the fixed text answers", len(payloads), len(messages))
        return self._fallback.danger(verdict) if danger else self._fallback.failure()

    def _counted(self, messages: list[dict[str, Any]], channel: str) -> list[dict[str, Any]]:
        if self._count is not None and channel == WEB:
            for message in messages:
                if isinstance(message.get("custom"), dict):
                    self._count(str(message["custom"].get("topic")))
        return messages

    @staticmethod
    def _addressed(messages: list[dict[str, Any]], body: Body) -> list[dict[str, Any]]:
        return [{**message, "recipient_id": body.sender} for message in messages]
