"""Serves the page. Rendered once at start from the release; what a visitor types never passes through here."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sanic import Blueprint, HTTPResponse, Request
from sanic.response import HTTPResponse as Response

from bot.content.model import Content

HERE = Path(__file__).parent
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
KINDS = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


def pages(content: Content) -> Blueprint:
    """Builds the page's routes.

    Args:
        content: What the page shows: the practice, the openers, the help lines.

    Returns:
        Routes ``/``, ``/static/<name>`` and ``/health``.
    """
    blueprint = Blueprint("pages")
    html = render(content)
    assets = {p.name: (p.read_bytes(), KINDS[p.suffix]) for p in (HERE / "static").iterdir() if p.suffix in KINDS}

    @blueprint.route("/", methods=["GET"])
    async def page(_: Request) -> HTTPResponse:
        return Response(html, content_type="text/html; charset=utf-8", headers={**HEADERS, "Cache-Control": "no-cache"})

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
        state = ("ready" if ready else "no model") + _screen_state()
        return Response(state, status=200 if ready else 503, content_type="text/plain")

    return blueprint


def _screen_state() -> str:
    """What the danger screen works without, for whoever watches the server."""
    from bot.safety.screen import load_or_static

    screen, _ = load_or_static()
    if screen is None:
        return "; no danger screen, only the static help answers"
    return "" if getattr(screen, "complete", True) else "; danger screen: rules only (see D002 to D004 in the log)"


def render(content: Content) -> str:
    """Renders the page.

    Args:
        content: What the page shows.

    Returns:
        The whole HTML document.
    """
    from bot.safety.helplines import load as load_lines

    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=select_autoescape(["html"]), undefined=StrictUndefined
    )
    text = {key: content.fill(variants[0]) for key, variants in content.texts.items()}
    return environment.get_template("page.html").render(
        practice=content.practice.values,
        text=text,
        kept=content.of_contract("chat_privacy").title,
        openers=[content.of_contract(topic).title for topic in content.openers],
        lines=help_lines(load_lines(), content.practice.values.get("country", "GB")),
        version={name: fingerprint(name) for name in ("chat.js", "chat.css")},
    )


def help_lines(lines: Any, country: str) -> list[dict[str, str]]:
    """Lists the country's lines for the page, emergency number first."""
    return [
        {"name": line.name, "number": line.number, "link": line.tel, "hours": "" if line.hours == "check" else line.hours}
        for line in lines.of_country(country)
    ]


@lru_cache(maxsize=None)
def fingerprint(name: str) -> str:
    """A short digest of a static file, so that a browser never mixes two versions."""
    return hashlib.sha256((HERE / "static" / name).read_bytes()).hexdigest()[:8]
