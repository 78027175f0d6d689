"""The intake as one page that needs no JavaScript: ``GET`` and ``POST /intake``, and its definition as JSON."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from typing import Any
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sanic import Blueprint, HTTPResponse, Request
from sanic.response import HTTPResponse as Response

from bot.channel.body import MAX_BODY
from bot.content.fill import fill
from bot.content.model import Content
from bot.intake import form
from bot.intake.definition import Definition
from bot.intake.problem import NoDraft, NoKey, StoreDown
from bot.intake.store import IntakeStore
from bot.intake.token import Tokens
from bot.logs import describe
from bot.place import carried
from bot.practice_hours import spoken, state
from bot.release.live import Serving
from bot.review.tally import SENT, STARTED, count
from bot.safety.reply import crisis, static_help
from bot.safety.screen import Verdict
from bot.web.pages import HEADERS, HERE, fingerprint, help_lines

logger = logging.getLogger(__name__)

MOST_FIELDS = 40
KINDS = {"email": "email", "phone": "tel"}
FILLED_IN = {"name": "name", "email": "email", "phone": "tel"}
OWN_HEADERS = {
    **HEADERS,
    "Content-Security-Policy": HEADERS["Content-Security-Policy"].replace("form-action 'none'", "form-action 'self'"),
    # What someone typed must not wait in a cache for the next person at the same screen.
    "Cache-Control": "no-store",
}
Screen = Callable[[str], Verdict]


class IntakePage:
    """Draws the form and takes it; storing is the store's business, reading the form's."""

    def __init__(
        self, content: Content, definition: Definition, store: IntakeStore, tokens: Tokens, screen: Screen | None
    ) -> None:
        """Joins the parts.

        Args:
            content: The practice's details.
            definition: The intake.
            store: Where a form that was sent lands.
            tokens: The form's tokens.
            screen: The danger screen; None where it could not be loaded.
        """
        from bot.safety.helplines import load as load_lines

        self._content, self._definition, self._store = content, definition, store
        self._tokens, self._screen = tokens, screen
        self._region = (content.practice.country or "GB").upper()
        self._lines = help_lines(load_lines(), content.practice.values.get("country", "GB"))
        loader = FileSystemLoader(HERE / "templates")
        environment = Environment(loader=loader, autoescape=select_autoescape(["html"]), undefined=StrictUndefined)
        self._template = environment.get_template("intake.html")

    def empty(self) -> str:
        """Returns the form as it is first seen."""
        return self._page()

    def json(self) -> dict[str, Any]:
        """Returns the form's definition with a token, for a page that draws it itself."""
        return {**form.described(self._definition, self._content.fill), "token": self._tokens.make()}

    def take(self, posted: Mapping[str, str]) -> tuple[int, str]:
        """Takes a form that was sent.

        Args:
            posted: Field name to what was typed.

        Returns:
            HTTP status and page: the form again with what is wrong, help first where there is danger, or the reference.
        """
        read = form.read(posted, self._definition, self._region)
        values = {**read.values, "consent": posted.get("consent", "")}
        token = posted.get("token", "")
        name = self._tokens.name(token)
        if name is None or not self._tokens.fresh(token):
            return 400, self._page(values, {"": self._text("form_expired")}, help=self._help(read, posted))
        help_ = self._help(read, posted)
        if read.minor:
            return 200, self._page(said=[self._text("others_minor")], help=help_)
        if read.errors:
            errors = {key: self._text(said, limit=read.limits.get(key, 0)) for key, said in read.errors.items()}
            return 422, self._page(values, errors, token, help_)
        if help_:
            return 200, self._page(values, {}, token, help_)
        try:
            reference = self._keep(f"form:{name}", dict(read.fields))
        except (StoreDown, NoDraft, NoKey, OSError) as error:
            logger.error("intake form: the store failed (%s)", describe(error))
            return 503, self._page(values, {"": self._text("failed")}, token)
        return 200, self._page(said=self._sent(reference), title=self._text("form_sent_title"))

    def _keep(self, conversation: str, fields: dict[str, str]) -> str:
        """Stores and sends; a form that is sent twice is one record."""
        held = self._store.of_conversation(conversation)
        if held and held.sent and held.reference:
            return held.reference
        ref = self._store.open_draft(conversation, self._definition.version)
        self._store.write_draft(ref, fields)
        reference = self._store.submit(ref)
        # The form begins and ends in one step.
        count(STARTED)
        count(SENT)
        return reference

    def _help(self, read: form.Posted, posted: Mapping[str, str]) -> list[str]:
        """Help lines where the danger screen finds danger, once; they never keep anyone from sending."""
        if posted.get("seen") == "yes":
            return []
        if self._screen is None:
            return [static_help()]
        verdict = self._screen(read.written)
        return list(crisis(verdict, {}, practice=self._content.practice).texts) if verdict.level == "crisis" else []

    def _sent(self, reference: str) -> list[str]:
        now = datetime.now(timezone.utc)
        moment = state(now, self._content.practice).next_open
        said = [self._text("sent", reference=reference)]
        if moment:
            said.append(self._text("sent_closed", opens=spoken(moment, now)))
        return said

    def _text(self, key: str, **values: Any) -> str:
        own = {name: f"{value:,}" if isinstance(value, int) else str(value) for name, value in values.items()}
        return fill(self._definition.texts[key][0], {**self._content.practice.values, **own})

    def _page(
        self,
        values: Mapping[str, str] | None = None,
        errors: Mapping[str, str] | None = None,
        token: str = "",
        help: list[str] | None = None,
        said: list[str] | None = None,
        title: str = "",
    ) -> str:
        shown = form.described(self._definition, self._content.fill)
        return self._template.render(
            practice=self._content.practice.values,
            title=title or shown["title"],
            text={
                key: self._content.fill(said[0])
                for key, said in self._definition.texts.items()
                if key.startswith("form_")
            },
            fields=shown["fields"],
            known={"consent", *(item["id"] for item in shown["fields"])},
            consent=shown["consent"]["label"],
            values=values or {},
            errors=errors or {},
            token=token or self._tokens.make(),
            help=help or [],
            said=said or [],
            lines=self._lines,
            kinds=KINDS,
            filled=FILLED_IN,
            version=fingerprint("intake.css"),
        )


def intake_pages(live: Serving, shown: Callable[[], IntakePage]) -> Blueprint:
    """Builds the routes.

    Args:
        live: What is live.
        shown: Gives the live release's form.

    Returns:
        Routes ``/intake`` and ``/intake/form.json``.
    """
    import asyncio

    blueprint = Blueprint("intake")

    @blueprint.route("/intake", methods=["GET"])
    async def show(_: Request) -> HTTPResponse:
        return html(200, shown().empty())

    @blueprint.route("/intake/form.json", methods=["GET"])
    async def definition(_: Request) -> HTTPResponse:
        return Response(json.dumps(shown().json()), content_type="application/json", headers=OWN_HEADERS)

    @blueprint.route("/intake", methods=["POST"])
    async def take(request: Request) -> HTTPResponse:
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return html(403, shown().empty())
        posted = read_body(request.body or b"", request.headers.get("content-type", ""))
        if posted is None:
            return html(413, shown().empty())
        with live.turn():
            status, drawn = await asyncio.get_running_loop().run_in_executor(None, carried(shown().take), posted)
        return html(status, drawn)

    return blueprint


def read_body(raw: bytes, kind: str) -> dict[str, str] | None:
    """Reads a form's body; None where it is too large, no form, or has too many fields."""
    if len(raw) > MAX_BODY or not kind.startswith("application/x-www-form-urlencoded"):
        return None
    try:
        pairs = parse_qs(
            raw.decode("utf-8", "replace"), keep_blank_values=True, errors="replace", max_num_fields=MOST_FIELDS
        )
    except ValueError:
        return None
    return {name: values[-1] for name, values in pairs.items()}


def html(status: int, page: str) -> HTTPResponse:
    """Makes the response for a page."""
    body = page.encode("utf-8", "replace")
    return Response(body, status=status, content_type="text/html; charset=utf-8", headers=OWN_HEADERS)
