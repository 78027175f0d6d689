"""Rasa's REST channel in our hands: same URL, same shape, but it never falls silent and obeys no command.

Listed in `credentials.yml` by its path, it takes the place of Rasa's own ``rest``.
"""

from __future__ import annotations

import json
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, HTTPResponse, Request
from sanic.response import HTTPResponse as Response

from bot.channel.body import BodyError, read
from bot.channel.parts import turn_taker


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


class PageInput(InputChannel):
    """The page's own way in. Its first notice stands on the page, so no turn repeats it."""

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return "page"

    def blueprint(self, on_new_message: Any) -> Blueprint:
        """Groups the channel's routes, the same as REST's."""
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

    @blueprint.route("/", methods=["GET"])
    async def health(_: Request) -> HTTPResponse:
        return answer({"status": "ok"})

    @blueprint.route("/webhook", methods=["POST"])
    async def receive(request: Request) -> HTTPResponse:
        try:
            body = read(request.body or b"")
        except BodyError as error:
            return refusal(error.status, error.code, error.reason)
        return answer(await taker.take(body, channel))

    return blueprint


def answer(data: Any, status: int = 200) -> HTTPResponse:
    """Makes a JSON response; ASCII only, so that a lone surrogate in a sender cannot break it."""
    return Response(json.dumps(data), status=status, content_type="application/json")


def refusal(status: int, code: str, reason: str) -> HTTPResponse:
    """Makes the one error shape: ``{"error": {"code", "reason"}}``."""
    return answer({"error": {"code": code, "reason": reason}}, status)
