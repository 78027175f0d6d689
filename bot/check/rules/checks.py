"""The guided checks: whole, without names for kinds of people, every fact with its source, every turn short."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from bot.check.codes import problem
from bot.check.context import Context
from bot.check.problem import Problem
from bot.check.rules.shape import meant
from bot.checks.names import BUTTONS, PHRASES, TEXTS
from bot.checks.model import MAX_BUTTON, Option, Question
from bot.checks.parse import COMMON, PLAIN
from bot.checks.parse import check as parse_check
from bot.content import schema, words
from bot.content.yamldoc import Doc
from bot.contract import GROUPS

QUESTIONS = 4
TURN_MAX = 90
CONSENT_MAX = 62
_NAME = re.compile(r"[a-z][a-z_]*")
# A label on the person is a label also where only the program reads it.
_KINDS_OF_PERSON = re.compile(r"avoid|anxi|secur|dismiss|fearful|preoccup|disorgani|ambivalen|style|type|score|repress")
_REVIEW = ("written_on", "reviewed_by", "reviewed_on")
_CHECK_KEYS = ("id", "topic", "names", *_REVIEW, "consent", "consent_short", "questions")
_QUESTION_KEYS = ("id", "ask", "why", "note", *PLAIN, "cues", "other", "open", "options")
_OPTION_KEYS = ("id", "label", "words", "reflect", "fact", "evidence", "sources", "say", "take")
_COMMON_KEYS = (*_REVIEW, "texts", "buttons", "phrases")
_CUES = (*schema.ATTACHMENT_CUES, *schema.CULTURE_CUES)


def check(context: Context) -> Iterator[Problem]:
    """Yield what is wrong in data/checks."""
    docs = {name: doc for name, doc in context.tree.docs.items() if name.startswith("checks/") and doc.data is not None}
    if not docs:
        return
    topics = []
    for name, doc in docs.items():
        if name == f"checks/{COMMON}":
            yield from _common(context, doc)
        else:
            yield from _one(context, doc)
            topics.append(parse_check(doc).topic)
    if f"checks/{COMMON}" not in docs:
        yield problem("T083", context.tree.name(f"checks/{COMMON}"), 1, "The file is missing", "Put it back")
    for topic in GROUPS["check"]:
        if topic not in topics:
            message, remedy = f"No file in checks/ is for '{topic}'", f"Add one with 'topic: {topic}'"
            yield problem("T084", context.tree.name("checks"), 1, message, remedy)


def _common(context: Context, doc: Doc) -> Iterator[Problem]:
    yield from _unknown(doc, _COMMON_KEYS, "common")
    for name, needed in (("texts", TEXTS), ("buttons", BUTTONS), ("phrases", PHRASES)):
        there = doc.get("common", name)
        there = there if isinstance(there, dict) else {}
        for key in needed:
            if not there.get(key):
                yield problem("T083", doc.name, doc.line("common", name), f"'{name}' has no '{key}'", f"Add '{key}:'")
        yield from _unknown(doc, needed, "common", name)
    for key, label in (doc.get("common", "buttons") or {}).items():
        yield from _button(doc, str(label), ("common", "buttons", key))


def _one(context: Context, doc: Doc) -> Iterator[Problem]:
    found = parse_check(doc)
    yield from _unknown(doc, _CHECK_KEYS, "check")
    yield from _missing(doc, ("check",), ("id", "topic", "names", "consent", "consent_short", "questions"))
    yield from _name(doc, found.id, ("check", "id"))
    if found.topic and found.topic not in GROUPS["check"]:
        message = f"'{found.topic}' is no topic of a guided check"
        yield problem("T082", doc.name, doc.line("check", "topic"), message, meant(found.topic, GROUPS["check"]))
    if found.questions and len(found.questions) != QUESTIONS:
        message = f"There are {len(found.questions)} questions instead of {QUESTIONS}"
        yield problem("T080", doc.name, doc.line("check", "questions"), message, "People were promised four")
    yield from _words(doc, found.consent, CONSENT_MAX, ("check", "consent"))
    yield from _review(doc)
    yield from _twice(doc, [q.id for q in found.questions], ("check", "questions"))
    for number, question in enumerate(found.questions):
        yield from _question(context, doc, question, ("check", "questions", number))


def _question(context: Context, doc: Doc, question: Question, place: tuple[Any, ...]) -> Iterator[Problem]:
    yield from _unknown(doc, _QUESTION_KEYS, *place)
    yield from _missing(doc, place, ("id", "ask", "why", "note", "options"))
    yield from _name(doc, question.id, (*place, "id"))
    ids = [option.id for option in question.options]
    yield from _twice(doc, ids, (*place, "options"))
    for key, wanted in (*question.plain.items(), *question.cues.items()):
        line = doc.line(*place, key) if key in question.plain else doc.line(*place, "cues", key)
        if wanted and wanted not in ids:
            message = f"'{key}' names the option '{wanted}', which is not here"
            yield problem("T082", doc.name, line, message, meant(wanted, ids))
        if key in question.cues and key not in _CUES:
            yield problem("T082", doc.name, line, f"There is no cue '{key}'", meant(key, _CUES))
    for number, option in enumerate(question.options):
        where = (*place, "options", number)
        yield from _unknown(doc, _OPTION_KEYS, *where)
        yield from _missing(doc, where, ("id", "label", "words", "reflect", "take"))
        yield from _name(doc, option.id, (*where, "id"))
        yield from _button(doc, option.label, (*where, "label"))
        yield from _fact(context, doc, option, where)
        # The next question stands below it.
        longest = f"{option.reflect} {option.fact.text} {question.ask}"
        yield from _words(doc, longest, TURN_MAX - 10, (*where, "fact" if option.fact.text else "reflect"))
    yield from _fact(context, doc, question.other, (*place, "other"))


def _fact(context: Context, doc: Doc, option: Option, place: tuple[Any, ...]) -> Iterator[Problem]:
    fact, known = option.fact, context.tree.content.sources
    if not fact.text:
        return
    if not fact.sources:
        message = "A fact stands here without a source"
        yield problem("T020", doc.name, doc.line(*place, "fact"), message, "Add 'sources: [...]', or [practice]")
    if fact.evidence not in schema.EVIDENCE:
        message = f"'{fact.evidence}' is no evidence level"
        yield problem("T021", doc.name, doc.line(*place, "evidence"), message, meant(fact.evidence, schema.EVIDENCE))
    for source in fact.sources:
        line = doc.line(*place, "sources")
        if source not in known:
            yield problem("T024", doc.name, line, f"The source '{source}' is not in sources.yml", meant(source, known))
        elif known[source].seen == "unverified":
            message = f"The source '{source}' has not been seen by anyone, so it is not cited"
            yield problem("T025", doc.name, line, message, "Take it out, and the fact if nothing else backs it")


def _name(doc: Doc, name: str, place: tuple[Any, ...]) -> Iterator[Problem]:
    if name and not _NAME.fullmatch(name):
        message = f"'{name}' is no name: small letters and _ only"
        yield problem("T081", doc.name, doc.line(*place), message, "Name the answer, such as prefers_privacy")
    elif _KINDS_OF_PERSON.search(name):
        message = f"'{name}' sounds like a kind of person or a score"
        yield problem("T081", doc.name, doc.line(*place), message, "Name the answer, such as prefers_privacy")


def _twice(doc: Doc, names: list[str], place: tuple[Any, ...]) -> Iterator[Problem]:
    for number, name in enumerate(names):
        if name and name in names[:number]:
            message = f"'{name}' is there twice"
            yield problem("T081", doc.name, doc.line(*place, number), message, "Give each its own name")


def _missing(doc: Doc, place: tuple[Any, ...], needed: Iterable[str]) -> Iterator[Problem]:
    there = doc.get(*place)
    there = there if isinstance(there, dict) else {}
    for key in needed:
        if not there.get(key):
            yield problem("T080", doc.name, doc.line(*place), f"'{key}' is missing here", f"Add '{key}:'")


def _unknown(doc: Doc, known: tuple[str, ...], *place: Any) -> Iterator[Problem]:
    there = doc.get(*place)
    for key in there if isinstance(there, dict) else ():
        if key not in known:
            yield problem("T006", doc.name, doc.line(*place, key), f"There is no key '{key}' here", meant(key, known))


def _button(doc: Doc, label: str, place: tuple[Any, ...]) -> Iterator[Problem]:
    if len(label) > MAX_BUTTON:
        message = f"The button '{label}' has {len(label)} characters; {MAX_BUTTON} fit"
        yield problem("T013", doc.name, doc.line(*place), message, "Shorten it")


def _words(doc: Doc, text: str, most: int, place: tuple[Any, ...]) -> Iterator[Problem]:
    count = words.count(text)
    if count > most:
        message = f"This turn would have {count} words; {most} is the limit"
        yield problem("T084", doc.name, doc.line(*place), message, "Cut words")


def _review(doc: Doc) -> Iterator[Problem]:
    by, on = doc.get("check", "reviewed_by"), doc.get("check", "reviewed_on")
    if bool(by) != bool(on):
        message = "A review needs both a name and a date"
        yield problem("T023", doc.name, doc.line("check", "reviewed_by"), message, "Fill or empty both")
