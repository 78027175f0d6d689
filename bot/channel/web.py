"""The channel of our own: what the widget and the page talk to, under ``/web/``. This docstring is the contract.

Every body and answer is JSON (UTF-8). A body is at most 64 kB and has 10 seconds to arrive. No cookie is set or read.
Text is text: a leading slash commands nothing, and a button's payload is sent back as an ordinary message.

``POST /web/session`` with ``{}`` (or no body) starts a conversation::

    {"token": "...", "expires_at": 1790000000,         opaque; UNIX seconds; `session_hours` after the last turn
     "notice": "I'm a program, ...",                   shown before anything is typed; no turn repeats it
     "opening": {"practice_name", "intro", "footer",
                 "worries": [{"title", "payload", "topic"}],         four; payload == title, plain text
                 "menu":    [{"title", "payload", "topic"}],         the topic menu, in the practice's order
                 "kept":    {"title", "payload", "topic"},           asks what is kept, as a message
                 "help":    {"title", "lines": [{"name", "number", "link", "hours", "by", "emergency"}],
                             "anywhere": {"name", "url"}},           link is tel: or sms:; hours may be "";
                                                                     by is call or text
                 "contact": {...}}}                                  as GET /web/contact

``POST /web/message`` with ``{"token", "message", "id"?}`` takes a turn. `id` is the client's own name for this message,
1 to 64 of ``A-Z a-z 0-9 _ -``: the same id again within two minutes gets the same answer and is not taken twice, also
while the first is still being answered, so a client that is unsure simply sends again. `message` has at most 20,000
characters::

    {"messages": [...], "token": "...", "expires_at": 1790000000}

`messages` is Rasa's list without `recipient_id`: ``{"text", "buttons"?: [{"title", "payload"}]}`` and exactly one
``{"custom": {...}}`` (the payload). `token` and `expires_at` are there only when the token was renewed: use it from
then on (the old one serves until it expires). A message with signs of danger is answered with help even where a limit
would refuse it.

``POST /web/delete`` with ``{"token"}`` deletes the conversation, and the intake's draft if one is open; what was sent
to the practice stays there::

    {"deleted": true, "text": "...", "token": "...", "expires_at": ...}       a new conversation's token comes along

``GET /web/kept`` (no token)::

    {"title": "What does this chat keep?", "texts": ["...", "..."], "delete": "Delete this chat", "deleted": "..."}

``GET /web/contact`` (no token): whether someone answers now, and when the next time is::

    {"title", "open": true, "text": "...", "until": ISO or null, "next_open": ISO or null, "hours": "...",
     "phone", "tel", "email", "booking_url", "reply_time"}   ISO times carry the practice's offset; `until` while open

Errors have one shape, ``{"error": {"code", "reason"}}``; `reason` is for developers, never shown. Codes and statuses:

    bad_body     400  no JSON, no object, or a field missing or of the wrong kind
    bad_token    401  not ours, or changed: start a session, keep what was typed
    expired      401  too long ago: start a session, keep what was typed
    bad_origin   403  a website that is not in `website: origins:` of data/practice.yml
    not_found    404
    bad_method   405
    slow         408  the body did not arrive in time: send again
    busy         409  Retry-After: this id is still being answered: send again, same id
    too_long     413  the message is over 20,000 characters
    too_large    413  the body is over 64 kB
    rate_limited 429  Retry-After: seconds; same token, same id, later
    failed       500  our side; send again, same id

Limits are in ``website:`` of data/practice.yml: turns a minute for a conversation and for an address; sessions apart.
CORS: only the origins listed there, with ``POST``, ``GET`` and the header ``Content-Type``; the page's own origin
always. `Retry-After` can be read from foreign origins too. Every answer carries the headers of `bot.web.headers`; a
route that other sites may load (the widget's script) sets ``Cross-Origin-Resource-Policy: cross-origin`` itself, which
is then kept.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, HTTPResponse, Request
from sanic.exceptions import SanicException

from bot.channel.answers import answer, refusal
from bot.channel.body import BodyError
from bot.channel.callers import address, cors, is_welcome
from bot.channel.desk import Desk
from bot.channel.erase import erase
from bot.channel.parts import turn_taker
from bot.channel.receive import receive
from bot.logs import describe
from bot.settings import from_environment

logger = logging.getLogger(__name__)

PURGE_SECONDS = 60.0

Work = Callable[[Request, str], Awaitable[dict[str, Any]]]


class WebInput(InputChannel):
    """The website's channel: one of Rasa's input channels, listed in `credentials.yml` by its path."""

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return "web"

    def url_prefix(self) -> str:
        """Where its routes are: beside ``/webhooks``, not under it."""
        return "/web"

    def blueprint(self, on_new_message: Any) -> Blueprint:
        """Groups the channel's routes.

        Args:
            on_new_message: Rasa's handler of a `UserMessage`.
        """
        return routes(Desk.open(turn_taker(on_new_message)))


def routes(desk: Desk) -> Blueprint:
    """Builds the channel's routes.

    Args:
        desk: What they do.

    Returns:
        A Sanic blueprint, to be mounted at ``/web``.
    """
    blueprint = Blueprint("channel_web")
    proxies = from_environment().proxies

    async def session(request: Request, caller: str) -> dict[str, Any]:
        await receive(request)
        return await desk.start(caller)

    async def message(request: Request, caller: str) -> dict[str, Any]:
        return await desk.take(await receive(request), caller)

    async def delete(request: Request, _: str) -> dict[str, Any]:
        return await desk.delete(await receive(request), partial(erase, request.app.ctx.agent))

    async def kept(_: Request, __: str) -> dict[str, Any]:
        return desk.kept()

    async def contact(_: Request, __: str) -> dict[str, Any]:
        return desk.contact()

    for work, method in ((session, "POST"), (message, "POST"), (delete, "POST"), (kept, "GET"), (contact, "GET")):
        guarded, name = _guarded(desk, work, proxies), work.__name__
        blueprint.add_route(guarded, f"/{name}", methods=[method, "OPTIONS"], name=name, stream=True)

    @blueprint.listener("after_server_start")
    async def sweep(app: Any, _: Any) -> None:
        app.ctx.web_sweep = asyncio.ensure_future(_sweep(desk))

    @blueprint.listener("before_server_stop")
    async def end(app: Any, _: Any) -> None:
        app.ctx.web_sweep.cancel()

    return blueprint


def _guarded(desk: Desk, work: Work, proxies: int | None) -> Callable[[Request], Awaitable[HTTPResponse]]:
    """Puts the checks that all routes share around one: whose page it is, and one shape for whatever goes wrong."""

    async def handle(request: Request) -> HTTPResponse:
        response = await serve(request)
        response.headers.update(cors(request.headers, desk.site.origins))
        return response

    async def serve(request: Request) -> HTTPResponse:
        if not is_welcome(request.headers, desk.site.origins):
            return refusal(403, "bad_origin", "This website is not listed under website: origins: in practice.yml.")
        if request.method == "OPTIONS":
            return HTTPResponse(status=204)
        try:
            return answer(await work(request, address(request.ip, request.headers, proxies)))
        except BodyError as error:
            return refusal(error.status, error.code, error.reason, error.wait)
        except SanicException:
            raise
        except Exception as error:  # noqa: BLE001 - the client gets the one shape, with the headers that let it read it
            logger.error("web: %s", describe(error))
            return refusal(500, "failed", "Something failed on our side.")

    return handle


async def _sweep(desk: Desk) -> None:
    while True:
        await desk.gate.purge()
        await asyncio.sleep(PURGE_SECONDS)
