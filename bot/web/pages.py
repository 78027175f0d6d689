"""Serves the page, the widget's script and the page that "Leave quickly" leads to.

Rendered once for each release; what a visitor types never passes through here.
"""

from __future__ import annotations

import calendar
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sanic import Blueprint, HTTPResponse, Request
from sanic.response import HTTPResponse as Response

from bot.content.model import Content
from bot.safety.helplines import Helplines
from bot.safety.helplines import default_helplines as load_lines
from bot.web.bundle import Script, script
from bot.web.config import config

HERE = Path(__file__).parent
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
KINDS = {".css": "text/css; charset=utf-8"}


@dataclass(frozen=True)
class Pages:
    """What the page consists of, for one release.

    Attributes:
        content: What it shows: the practice, the openers, the help lines.
        widget: The widget's script.
        html: The page.
    """

    content: Content
    widget: Script
    html: str

    @classmethod
    def of(cls, content: Content) -> Pages:
        """Renders them."""
        widget = script(content)
        return cls(content, widget, render(content, widget.tag))


def pages(shown: Callable[[], Pages], state: Callable[[], str] = lambda: "") -> Blueprint:
    """Builds the page's routes.

    Args:
        shown: Gives what the live release shows.
        state: Says for ``/health`` which release is served.

    Returns:
        Routes ``/``, ``/widget.js``, ``/leave``, ``/static/<name>`` and ``/health``.
    """
    blueprint = Blueprint("pages")
    assets = {p.name: (p.read_bytes(), KINDS[p.suffix]) for p in (HERE / "static").iterdir() if p.suffix in KINDS}

    @blueprint.route("/", methods=["GET"])
    async def page(_: Request) -> HTTPResponse:
        return document(shown().html)

    @blueprint.route("/leave", methods=["GET"])
    async def leave(_: Request) -> HTTPResponse:
        return document(neutral(shown().content))

    @blueprint.route("/widget.js", methods=["GET"])
    async def widget_script(request: Request) -> HTTPResponse:
        return serve(shown().widget, request)

    @blueprint.route("/static/<name:str>", methods=["GET"])
    async def static(_: Request, name: str) -> HTTPResponse:
        if name not in assets:
            return Response("", status=404, headers=HEADERS)
        body, kind = assets[name]
        return Response(body, content_type=kind, headers={**HEADERS, "Cache-Control": "public, max-age=31536000"})

    @blueprint.route("/health", methods=["GET"])
    async def health(request: Request) -> HTTPResponse:
        agent = getattr(request.app.ctx, "agent", None)
        ready = bool(agent and agent.is_ready())
        said = ("ready" if ready else "no model") + _screen_state() + state()
        return Response(said, status=200 if ready else 503, content_type="text/plain")

    return blueprint


def _screen_state() -> str:
    """What the danger screen works without, for whoever watches the server."""
    from bot.safety.screen import load_or_static

    screen, _ = load_or_static()
    if screen is None:
        return "; no danger screen, only the static help answers"
    return "" if getattr(screen, "complete", True) else "; danger screen: rules only (see D002 to D004 in the log)"


def document(html: str) -> HTTPResponse:
    """Makes a page's response."""
    return Response(html, content_type="text/html; charset=utf-8", headers={**HEADERS, "Cache-Control": "no-cache"})


def serve(widget: Script, request: Request) -> HTTPResponse:
    """Serves the widget's script, packed where the browser can unpack it; other websites may load it."""
    packed = "gzip" in request.headers.get("accept-encoding", "")
    headers = {
        "ETag": f'"{widget.tag}"',
        # Help lines may change: a browser asks again after ten minutes, and uses the old ones while nobody answers.
        "Cache-Control": "public, max-age=600, stale-while-revalidate=86400, stale-if-error=604800",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if widget.tag in request.headers.get("if-none-match", ""):
        return Response(None, status=304, headers=headers)
    if packed:
        headers["Content-Encoding"] = "gzip"
    body = widget.packed if packed else widget.body
    return Response(body, content_type="text/javascript; charset=utf-8", headers=headers)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=select_autoescape(["html"]), undefined=StrictUndefined
    )


def render(content: Content, tag: str = "") -> str:
    """Renders the page.

    Args:
        content: What the page shows.
        tag: The script's digest, so that a browser never mixes two versions.

    Returns:
        The whole HTML document; inside the chat's element what is shown where the script does not run.
    """
    known = config(content, load_lines())
    return _environment().get_template("page.html").render(
        practice=content.practice.values,
        text=known["texts"],
        lines=known["lines"],
        anywhere=known["anywhere"],
        hours=known["practice"]["hours"],
        tel=known["practice"]["tel"],
        review=known["review"],
        tag=tag,
        version=fingerprint("page.css"),
    )


def neutral(content: Content, now: datetime | None = None) -> str:
    """Renders a page that says nothing of where the person was: this month's calendar.

    Args:
        content: Its title, and the practice's time zone.
        now: The moment; None for the present.
    """
    moment = now or datetime.now(ZoneInfo(content.practice.values.get("time_zone", "Europe/London")))
    return _environment().get_template("leave.html").render(
        title=config(content, load_lines())["texts"]["leave_page"],
        month=f"{calendar.month_name[moment.month]} {moment.year}",
        days=list(calendar.day_abbr),
        weeks=calendar.monthcalendar(moment.year, moment.month),
        today=moment.day,
        version=fingerprint("page.css"),
    )


def help_lines(lines: Helplines, country: str) -> list[dict[str, str]]:
    """Lists the country's lines for a page, emergency number first."""
    return [
        {"name": line.name, "number": line.number, "link": line.tel, "hours": "" if line.hours == "check" else line.hours}
        for line in lines.of_country(country)
    ]


@lru_cache(maxsize=None)
def fingerprint(name: str) -> str:
    """A short digest of a static file, so that a browser never mixes two versions."""
    return hashlib.sha256((HERE / "static" / name).read_bytes()).hexdigest()[:8]
