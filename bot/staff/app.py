"""The staff pages' own small server: on this machine only, apart from the one that visitors reach."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from typing import Any

from sanic import HTTPResponse, Request, Sanic
from sanic.exceptions import SanicException
from sanic.response import HTTPResponse as Response

from bot.channel.strict import StrictRequest
from bot.intake.problem import IntakeError
from bot.logs import describe
from bot.review.problem import ReviewError
from bot.staff.access import COOKIE, Access
from bot.staff.pages import Page, StaffPages, Visitor, static
from bot.web import headers
from bot.web.intake_page import read_body

logger = logging.getLogger(__name__)

POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_NUMBER = re.compile(r"[0-9]{1,9}")
Draw = Callable[[Visitor], Page]


def create(pages: StaffPages, access: Access) -> Any:
    """Builds the web application.

    Args:
        pages: Draws.
        access: Says who may look.

    Returns:
        A Sanic application.
    """
    app = Sanic("staff", configure_logging=False, request_class=StrictRequest)
    app.config.REQUEST_MAX_SIZE = 64 * 1024
    app.config.FALLBACK_ERROR_FORMAT = "text"
    app.config.ACCESS_LOG = False
    headers.install(app)

    async def answer(request: Request, draw: Draw) -> HTTPResponse:
        who = access.who(request.ip, request.headers, request.cookies.get(COOKIE))
        if who is None:
            return _html(pages.refused())
        visitor = Visitor(who, access.form_token(who))
        return _html(await asyncio.get_running_loop().run_in_executor(None, _drawn, pages, visitor, draw))

    @app.get("/staff", strict_slashes=False)
    async def overview(request: Request) -> HTTPResponse:
        shown = request.args.get("key")
        if shown is not None:
            cookie = access.opens(request.ip, request.headers, shown)
            return _html(pages.refused()) if cookie is None else _let_in(cookie)
        return await answer(request, pages.overview)

    @app.get("/staff/questions")
    async def questions(request: Request) -> HTTPResponse:
        return await answer(request, lambda visitor: pages.questions(visitor, request.args.get("done", "")))

    @app.get("/staff/questions/<number>")
    async def question(request: Request, number: str) -> HTTPResponse:
        known = int(number) if _NUMBER.fullmatch(number) else 0
        return await answer(request, lambda visitor: pages.question(visitor, known))

    @app.post("/staff/questions/<number>")
    async def act(request: Request, number: str) -> HTTPResponse:
        known = int(number) if _NUMBER.fullmatch(number) else 0
        posted = read_body(request.body or b"", request.headers.get("content-type", "")) or {}

        def draw(visitor: Visitor) -> Page:
            if not access.is_own_form(visitor.who, request.headers, posted.get("token", "")):
                return pages.refused()
            return pages.act(visitor, known, posted)

        return await answer(request, draw)

    @app.get("/staff/topics")
    async def topics(request: Request) -> HTTPResponse:
        return await answer(request, pages.topics)

    @app.get("/staff/requests")
    async def requests(request: Request) -> HTTPResponse:
        return await answer(request, pages.requests)

    @app.get("/staff/requests/<reference>")
    async def one_request(request: Request, reference: str) -> HTTPResponse:
        return await answer(request, lambda visitor: pages.request(visitor, reference))

    @app.get("/staff/staff.css")
    async def style(_: Request) -> HTTPResponse:
        return Response(static("staff.css"), content_type="text/css; charset=utf-8")

    @app.exception(Exception)
    async def refuse(_: Request, error: Exception) -> HTTPResponse:
        status = error.status_code if isinstance(error, SanicException) else 500
        if status >= 500:
            logger.error("staff: %s", describe(error))
        return Response(f"{status}\n".encode(), status=status, content_type="text/plain; charset=utf-8")

    return app


def _drawn(pages: StaffPages, visitor: Visitor, draw: Draw) -> Page:
    try:
        return draw(visitor)
    except (ReviewError, IntakeError) as error:
        logger.error("staff: %s", error)
        return pages.failed(visitor, str(error))


def _let_in(cookie: str) -> HTTPResponse:
    """The key leaves the address bar; the cookie goes nowhere but to these pages."""
    response = Response(status=303, headers={"Location": "/staff"}, content_type="text/plain")
    response.headers["Set-Cookie"] = f"{COOKIE}={cookie}; Path=/staff; HttpOnly; SameSite=Strict"
    return response


def _html(page: Page) -> HTTPResponse:
    if page.to:
        return Response(status=page.status, headers={"Location": page.to}, content_type="text/plain")
    return Response(
        page.html.encode("utf-8", "replace"),
        status=page.status,
        content_type="text/html; charset=utf-8",
        headers={"Content-Security-Policy": POLICY},
    )
