"""Who answers for a file: somebody looks after it, and no review is older than the practice allows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.check.codes import problem
from bot.check.context import Context
from bot.check.problem import Problem
from bot.check.waiting import age
from bot.content.yamldoc import Doc

REVIEW_DAYS = 365


def check(context: Context) -> Iterator[Problem]:
    """Yield files without an owner and reviews that are overdue."""
    yield from _owner(context)
    today = context.today
    practice = context.tree.doc("practice.yml")
    given = str(practice.get("practice", "review_days") or "") if practice else ""
    most = int(given) if given.isdigit() and int(given) else REVIEW_DAYS
    for placed in (*context.tree.topics, *context.tree.followups):
        if placed.topic.reviewed_by:
            line = placed.line("reviewed_on")
            yield from _overdue(placed.doc, line, placed.topic.reviewed_on, most, today)
    for relative, doc in context.tree.docs.items():
        if doc.data is None or relative.startswith(("topics/", "followups/")):
            continue
        for head in ((), ("check",), ("common",), ("intake",)):
            by, on = (str(doc.get(*head, key) or "") for key in ("reviewed_by", "reviewed_on"))
            if by:
                yield from _overdue(doc, doc.line(*head, "reviewed_on"), on, most, today)
            if bool(by) != bool(on) and not relative.startswith("checks/"):
                message = "A review needs both a name and a date"
                yield problem("T023", doc.name, doc.line(*head, "reviewed_by"), message, "Fill or empty both")


def _owner(context: Context) -> Iterator[Problem]:
    practice = context.tree.doc("practice.yml")
    if practice is None or practice.get("practice", "content_owner"):
        return
    # Said once, not for each of a hundred files.
    message = "Nobody is named who looks after what the chat says"
    remedy = "Write 'content_owner:' with a name or a role, such as: content_owner: practice manager"
    yield problem("T071", practice.name, practice.line("practice", "content_owner"), message, remedy)


def _overdue(doc: Doc, line: int, on: str, most: int, today: date) -> Iterator[Problem]:
    days = age(on, today)
    if days is not None and days > most:
        message = f"The review is {days} days old; the practice allows {most}"
        remedy = "Have a clinician read it again and write the new date, or change review_days in practice.yml"
        yield problem("T070", doc.name, line, message, remedy)
    elif on and days is None:
        message = f"'reviewed_on: {on}' is not a date in the past"
        remedy = 'Write year-month-day in quotes, such as "2026-11-21"'
        if not doc.name.partition("/")[2].startswith(("topics/", "followups/")):
            yield problem("T023", doc.name, line, message, remedy)
