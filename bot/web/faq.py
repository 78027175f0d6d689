"""The page with all answers: one HTML document from the topic files, for printing, and for when there is no chat.

It holds its own style and no script, so it can also be saved, or put on any web server (``python -m bot faq``).
"""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sanic import Blueprint, HTTPResponse, Request
from sanic.response import HTTPResponse as Response

from bot.channel.opening import help_panel, say, tel
from bot.content.model import Content, Source, Topic, split_lines
from bot.content.schema import is_claim
from bot.safety.helplines import Helplines, load_helplines
from bot.safety.protocol import protocol

HERE = Path(__file__).parent
SMALL_TALK = frozenset({"greet", "thanks", "goodbye", "out_of_scope"})
"""Answers that make sense in a conversation only."""
GROUPS = ("faq", "claims", "practice", "assistant")


@dataclass(frozen=True)
class Group:
    """A part of the page.

    Attributes:
        id: Its anchor.
        title: Its heading.
        topics: What stands in it, in order.
    """

    id: str
    title: str
    topics: tuple[Topic, ...]


@dataclass(frozen=True)
class Page:
    """The page as it is served, plain and packed."""

    plain: bytes
    packed: bytes

    @classmethod
    def of(cls, content: Content) -> Page:
        """Renders it."""
        html = render(content, load_helplines()).encode()
        return cls(html, gzip.compress(html, mtime=0))


def faq(shown: Callable[[], Page]) -> Blueprint:
    """Builds the page's route.

    Args:
        shown: Gives the live release's page.

    Returns:
        Route ``/faq``.
    """
    blueprint = Blueprint("faq")
    headers = {"Content-Security-Policy": policy(), "Cache-Control": "public, max-age=300", "Vary": "Accept-Encoding"}

    @blueprint.route("/faq", methods=["GET", "HEAD"])
    async def page(request: Request) -> HTTPResponse:
        if "gzip" in request.headers.get("accept-encoding", ""):
            more = {**headers, "Content-Encoding": "gzip"}
            return Response(shown().packed, content_type="text/html; charset=utf-8", headers=more)
        return Response(shown().plain, content_type="text/html; charset=utf-8", headers=headers)

    return blueprint


def render(content: Content, lines: Helplines) -> str:
    """Renders the page.

    Args:
        content: What it shows.
        lines: The help lines.

    Returns:
        The whole HTML document.
    """
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("faq.html").render(
        practice=content.practice,
        example=content.practice.raw.get("example") == "true",
        contact=contact_lines(content),
        help=help_panel(content, lines),
        groups=groups(content),
        protocol=protocol(content.practice, lines),
        style=style(),
        paragraphs=lambda text: split_lines(content.fill(text)),
        evidence=lambda topic: evidence(content, topic),
        sources=lambda topic: [(content.sources[ref.id], ref.section) for ref in topic.sources],
        link=link,
        day=lambda iso: day(content, iso),
        say=lambda key, **values: say(content, key, **values),
    )


def groups(content: Content) -> tuple[Group, ...]:
    """Sorts the topics into the page's parts: what the menu offers first, then by title."""
    order = {topic: number for number, topic in enumerate((*content.openers, *content.menu))}
    found: dict[str, list[Topic]] = {name: [] for name in GROUPS}
    for topic in content.topics.values():
        name = "claims" if is_claim(topic.id) else topic.group
        if name in found and topic.id not in SMALL_TALK and topic.title and topic.lines:
            found[name].append(topic)
    return tuple(
        Group(name, say(content, f"faq_group_{name}"), tuple(_sorted(topics, order)))
        for name, topics in found.items()
        if topics
    )


def _sorted(topics: Iterable[Topic], order: dict[str, int]) -> list[Topic]:
    return sorted(topics, key=lambda topic: (order.get(topic.id, len(order)), topic.title.lower(), topic.id))


def contact_lines(content: Content) -> dict[str, str]:
    """The practice's details without what changes by the hour: a printed page stays true."""
    practice = content.practice
    return {
        "title": say(content, "contact_title"),
        "text": say(content, "contact_unknown"),
        "hours": practice.hours,
        "phone": practice.phone,
        "tel": tel(practice.phone),
        "email": practice.email,
        "booking_url": practice.booking_url,
    }


def evidence(content: Content, topic: Topic) -> str:
    """Says in words how far an answer is backed."""
    return say(content, f"faq_evidence_{(topic.evidence or 'none').replace('-', '_')}")


def link(source: Source) -> str | None:
    """Where a source can be read."""
    return source.url or (f"https://doi.org/{source.doi}" if source.doi else None)


def day(content: Content, iso: str) -> str:
    """Writes a date as people say it: "22 November 2026"."""
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{found.day} {content.texts['month_names'][found.month - 1]} {found.year}"


def style() -> str:
    """The page's style sheet; it stands in the page, since the page is also saved and hosted elsewhere."""
    return (HERE / "static" / "faq.css").read_text(encoding="utf-8")


def policy() -> str:
    """The page's content security policy: its own style and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    rest = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    return f"default-src 'none'; style-src 'sha256-{digest}'; {rest}"
