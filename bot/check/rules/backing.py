"""What an answer rests on, when it was written, and whether its parts are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bot.check.codes import problem
from bot.check.context import Context, passages
from bot.check.problem import Problem
from bot.check.rules.shape import meant
from bot.content import schema
from bot.content.fill import placeholders
from bot.content.load import Placed
from bot.content.model import Topic

ARTICLES = frozenset({"A", "B"})
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_WANTED = ("also", "again", "more", "sure", "next")


def check(context: Context) -> Iterator[Problem]:
    """Yield problems of sources, evidence, dates, parts and placeholders."""
    for topic, placed in context.topics:
        yield from _sources(context, topic, placed)
        yield from _evidence(topic, placed)
        yield from _dates(topic, placed)
        yield from _parts(topic, placed)
        yield from _cues(topic, placed)
        yield from _placeholders(context, topic, placed)


def _sources(context: Context, topic: Topic, placed: Placed) -> Iterator[Problem]:
    if topic.group == "faq" and not topic.sources and topic.lines:
        message = f"{topic.id} names no source"
        remedy = "Add 'sources:', or {id: practice} for general practice information"
        yield problem("T020", topic.file, placed.line("sources"), message, remedy)
    known = context.tree.content.sources
    for number, ref in enumerate(topic.sources):
        line = placed.line("sources", number)
        if ref.id not in known:
            message = f"The source '{ref.id}' is not in sources.yml"
            yield problem("T024", topic.file, line, message, meant(ref.id, known))
        elif known[ref.id].seen == "unverified":
            message = f"The source '{ref.id}' has not been seen by anyone, so it is not cited"
            remedy = "Take it out, or have someone read it and change 'seen' in sources.yml"
            yield problem("T025", topic.file, line, message, remedy)
        elif ref.id in ARTICLES and not ref.section:
            message = f"Article {ref.id} is named without the section"
            remedy = f'Write {{id: {ref.id}, section: "..."}} with the heading in the article'
            yield problem("T026", topic.file, line, message, remedy)


def _evidence(topic: Topic, placed: Placed) -> Iterator[Problem]:
    if not topic.evidence:
        if topic.group == "faq" and topic.lines:
            message = f"{topic.id} does not say how well its answer is backed"
            remedy = f"Add 'evidence:' with one of: {', '.join(schema.EVIDENCE)}"
            yield problem("T021", topic.file, placed.line("evidence"), message, remedy)
    elif topic.evidence not in schema.EVIDENCE:
        message = f"'{topic.evidence}' is no evidence level"
        remedy = meant(topic.evidence, schema.EVIDENCE)
        yield problem("T021", topic.file, placed.line("evidence"), message, remedy)


def _dates(topic: Topic, placed: Placed) -> Iterator[Problem]:
    if not topic.lines:
        return
    for name in ("written_on", "reviewed_on"):
        value = getattr(topic, name)
        code = "T022" if name == "written_on" else "T023"
        if value and not _is_date(value):
            message = f"'{name}: {value}' is not a date"
            remedy = 'Write year-month-day in quotes, such as "2026-11-21"'
            yield problem(code, topic.file, placed.line(name), message, remedy)
    if not topic.written_on:
        message = f"{topic.id} does not say when it was written"
        remedy = "Add 'written_on:' with the date, such as \"2026-11-21\""
        yield problem("T022", topic.file, placed.line("written_on"), message, remedy)
    if topic.reviewed_on and not topic.reviewed_by:
        message = "There is a review date, but nobody who reviewed it"
        remedy = "Fill 'reviewed_by' with the reviewer's name, or empty 'reviewed_on'"
        yield problem("T023", topic.file, placed.line("reviewed_on"), message, remedy)
    if topic.reviewed_by and not topic.reviewed_on:
        message = "There is a reviewer, but no review date"
        remedy = "Fill 'reviewed_on' with the date, or empty 'reviewed_by'"
        yield problem("T023", topic.file, placed.line("reviewed_by"), message, remedy)


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return bool(_DATE.fullmatch(value))


def _parts(topic: Topic, placed: Placed) -> Iterator[Problem]:
    if topic.group != "faq" or schema.is_claim(topic.id) or not topic.lines:
        return
    missing = [f"'{name}'" for name in _WANTED if not getattr(topic, name)]
    if not topic.followups:
        missing.append("'followups'")
    if missing:
        message = f"{topic.id} has no {', '.join(missing)}"
        remedy = "Without it the bot falls back to a general text; write it when you can"
        yield problem("T027", topic.file, placed.line("metadata"), message, remedy)
    if topic.next and not 2 <= len(topic.next) <= 3:
        message = f"'next' has {len(topic.next)} topics; two or three fit"
        yield problem("T027", topic.file, placed.line("next"), message, "Keep the best three")


def _cues(topic: Topic, placed: Placed) -> Iterator[Problem]:
    for name, known in (
        ("followups", schema.TOPIC_FOLLOWUPS),
        ("attachment", schema.ATTACHMENT_CUES),
        ("culture", schema.CULTURE_CUES),
    ):
        for key in getattr(topic, name):
            if key in known:
                continue
            message = f"'{name}' has no '{key}'"
            remedy = meant(key, known)
            if name == "followups" and key in schema.GENERIC_FOLLOWUPS:
                message = f"'{key}' is not written under 'followups'"
                remedy = "It has a key of its own in this file or one text for all topics"
            yield problem("T028", topic.file, placed.line(name, key), message, remedy)


def _placeholders(context: Context, topic: Topic, placed: Placed) -> Iterator[Problem]:
    details = context.tree.content.practice.values
    known = set(schema.PLACEHOLDERS) | set(details)
    for passage in passages(placed):
        for name in placeholders(passage.text):
            line = passage.line_at(passage.text.find("{" + name))
            if name not in known:
                message = f"Nothing can fill {{{name}}}"
                remedy = meant(name, sorted(known))
                yield problem("T029", topic.file, line, message, remedy)
            elif details and not details.get(name):
                message = f"practice.yml has nothing to put for {{{name}}}"
                remedy = f"Fill '{name}' in practice.yml, or write the text without it"
                yield problem("T029", topic.file, line, message, remedy)
