"""Draws the staff pages and does what their forms say, without the web framework."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from bot import contract
from bot.content.load import load
from bot.content.model import Content
from bot.intake.store import IntakeStore
from bot.review import work
from bot.review.groups import Group, group, groups
from bot.review.problem import NoGroup, ReviewError
from bot.review.question import today
from bot.review.store import ReviewStore
from bot.staff import figures as fig
from bot.staff.charts import chart
from bot.staff.overdue import REVIEW_DAYS, overdue
from bot.staff.requests import opened

HERE = Path(__file__).parent
SHOWN = 50
DONE = ("added", "started", "ignored")


@dataclass(frozen=True)
class Page:
    """What a request is answered with: a page, or the address of another one."""

    status: int
    html: str = ""
    to: str = ""


@dataclass(frozen=True)
class Visitor:
    """Who looks: a name for the log, and the token that their forms carry."""

    who: str
    token: str


@dataclass
class StaffPages:
    """All pages.

    Attributes:
        data: The folder that staff edit, never a release.
        review: The kept questions and the counts.
        intake: The requests.
    """

    data: Path
    review: ReviewStore
    intake: IntakeStore
    _templates: Environment = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Prepares the templates."""
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=select_autoescape(["html"]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["day"] = _day

    def overview(self, visitor: Visitor) -> Page:
        """Counts by week and by topic."""
        day = today()
        found = fig.figures(self.review.counted(fig.first_day(day).isoformat()), day)
        charts = (
            chart("answered", "Messages answered, by week", found.weeks, [found.answered]),
            chart("missed", "Share of messages without an answer, by week", found.weeks, [found.missed]),
            chart("help", "Answers that gave help lines, by week", found.weeks, [found.help]),
            chart("requests", "Appointment requests, by week", found.weeks, [found.started, found.sent]),
        )
        content = self._content()
        there = {topic.topic for topic in content.topics.values()}
        titles = {name: content.of_contract(name).title for name in there}
        return self._page(
            "overview.html", visitor, "Figures", figures=found, charts=charts, titles=titles, fewest=fig.FEWEST
        )

    def questions(self, visitor: Visitor, done: str = "") -> Page:
        """The inbox: groups of kept questions, most asked first."""
        found = groups(self.review.questions())
        total = sum(one.size for one in found)
        done = done if done in DONE else ""
        return self._page(
            "questions.html", visitor, "Questions", groups=found[:SHOWN], count=len(found), total=total, done=done
        )

    def question(self, visitor: Visitor, number: int) -> Page:
        """One group, and what may be done with it."""
        try:
            return self._group(visitor, group(self.review, number))
        except NoGroup:
            return self.missing(visitor)

    def act(self, visitor: Visitor, number: int, posted: Mapping[str, str]) -> Page:
        """Does what a group's form says.

        Args:
            visitor: Who sent it; its token has been looked at.
            number: The group.
            posted: The form's fields.
        """
        phrases = [line.strip() for line in posted.get("phrases", "").splitlines() if line.strip()]
        topic, does = posted.get("topic", "").strip(), posted.get("does", "")
        try:
            if does == "add":
                work.add(self.review, self.data, number, topic, phrases)
                return Page(303, to="/staff/questions?done=added")
            if does == "new":
                title, belongs = posted.get("title", ""), posted.get("belongs_to", "")
                work.new(self.review, self.data, number, topic, title, phrases, belongs)
                return Page(303, to="/staff/questions?done=started")
            if does == "ignore" and posted.get("sure") == "yes":
                work.ignore(self.review, number)
                return Page(303, to="/staff/questions?done=ignored")
            return self._group(visitor, group(self.review, number), posted, "Tick the box first: it can't be undone.")
        except NoGroup:
            return self.missing(visitor)
        except ReviewError as error:
            if error.code in ("Q001", "Q002"):
                raise
            return self._group(visitor, group(self.review, number), posted, str(error))

    def topics(self, visitor: Visitor) -> Page:
        """Topics that somebody should read again."""
        content = self._content()
        given = content.practice.values.get("review_days", "")
        days = int(given) if given.isdigit() and int(given) else REVIEW_DAYS
        found = overdue(content.topics.values(), today(), days)
        return self._page("topics.html", visitor, "Topics to read", due=found, days=days, count=len(content.topics))

    def requests(self, visitor: Visitor) -> Page:
        """The requests without what is in them; the look is logged."""
        return self._page("requests.html", visitor, "Requests", requests=self.intake.list(visitor.who))

    def request(self, visitor: Visitor, reference: str) -> Page:
        """One request with its content; the look is logged."""
        record = self.intake.show(reference, visitor.who)
        if record is None:
            return self.missing(visitor)
        lines = opened(record, self._content())
        return self._page("request.html", visitor, f"Request {record.summary.reference}", record=record, lines=lines)

    def missing(self, visitor: Visitor) -> Page:
        """What is not there, or not any more."""
        said = "It isn't here, or not any more: someone may have dealt with it."
        return self._page("said.html", visitor, "Not found", status=404, said=said)

    def failed(self, visitor: Visitor, said: str) -> Page:
        """What a store that does not answer says."""
        return self._page("said.html", visitor, "That didn't work", status=503, said=said)

    def refused(self) -> Page:
        """Who may not look; says nothing of what is here."""
        return self._page("refused.html", Visitor("", ""), "Staff only", status=403)

    def _group(self, visitor: Visitor, found: Group, posted: Mapping[str, str] | None = None, wrong: str = "") -> Page:
        content = self._content()
        choices = sorted(((t.title or t.id, t.id) for t in content.topics.values()), key=lambda pair: pair[0].lower())
        return self._page(
            "question.html",
            visitor,
            f"Group {found.number}",
            status=422 if wrong else 200,
            group=found,
            choices=choices,
            contract=[t for group in ("practice", "faq") for t in contract.GROUPS[group]],
            posted=posted or {},
            wrong=wrong,
        )

    def _content(self) -> Content:
        """What staff edit, as it stands now."""
        return load(self.data, strict=False)

    def _page(self, template: str, visitor: Visitor, title: str, status: int = 200, **values: Any) -> Page:
        html = self._templates.get_template(template).render(
            title=title,
            visitor=visitor,
            version=fingerprint("staff.css"),
            here=template.removesuffix(".html"),
            **values,
        )
        return Page(status, html)


@cache
def fingerprint(name: str) -> str:
    """A short digest of a static file, so that a browser never mixes two versions."""
    return hashlib.sha256(static(name)).hexdigest()[:8]


@cache
def static(name: str) -> bytes:
    """Reads a static file."""
    return (HERE / "static" / name).read_bytes()


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
