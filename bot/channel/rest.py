"""Rasa's REST channel in our hands: same URL, same shape, but it never falls silent and obeys no command.

It is for tools: direct callers on this machine, or callers with the deployment's REST token. Visitors come through
`bot.channel.web`. Listed in `credentials.yml` by its path, it takes the place of Rasa's own ``rest``.
"""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, HTTPResponse, Request

from bot.channel.answers import answer, refusal
from bot.channel.body import BodyError, read
from bot.channel.callers import is_tool
from bot.channel.parts import turn_taker
from bot.channel.receive import receive
from bot.settings import from_environment


class RestInput(InputChannel):
    """``POST /webhooks/rest/webhook`` as Rasa has it, hardened."""

    @classmethod
    def name(cls) -> str:
        """The channel's name, and with it its URL: Rasa's own."""
        return "rest"

    def blueprint(self, on_new_message: Any) -> Blueprint:
        """Groups the channel's routes.

        Args:
            on_new_message: Rasa's handler of a `UserMessage`.

        Returns:
            The routes ``/`` (health) and ``/webhook``.
        """
        return routes(self.name(), on_new_message)


def routes(channel: str, on_new_message: Any) -> Blueprint:
    """Builds a channel's routes over the one function for a turn.

    Args:
        channel: The channel's name.
        on_new_message: Rasa's handler of a `UserMessage`.

    Returns:
        A Sanic blueprint.
    """
    blueprint = Blueprint(f"channel_{channel}")
    taker = turn_taker(on_new_message)
    token = from_environment().rest_token

    @blueprint.route("/", methods=["GET"])
    async def health(_: Request) -> HTTPResponse:
        return answer({"status": "ok"})

    @blueprint.route("/webhook", methods=["POST"], stream=True)
    async def webhook(request: Request) -> HTTPResponse:
        if not is_tool(request.ip, request.headers, token):
            # The body is left unread: who may not speak is not listened to.
            return refusal(403, "forbidden", "Only direct callers on this machine, or with the REST token.")
        try:
            body = read(await receive(request))
        except BodyError as error:
            return refusal(error.status, error.code, error.reason)
        return answer(await taker.take(body, channel))

    return blueprint
