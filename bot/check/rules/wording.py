"""How answers are worded: length, figures, openings, phrases that hurt, reading age."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.check.codes import problem
from bot.check.context import Context, Passage, passages
from bot.check.hurtful import Pattern, hits
from bot.check.problem import WARNING, Problem
from bot.check.spoken import said
from bot.content import schema, words
from bot.content.load import Placed
from bot.content.model import Topic, split_lines

LINES = 3
FIRST_AND_LAST_MAX = 40
MIDDLE_MAX = 20
ANSWER_MAX = 58
GRADE_MAX = 8.5
_MAX = {"also": 18, "more": 80, "sure": 90, "followups": 55, "attachment": 20, "culture": 20}
# Said at once, before anyone asked for more.
_FIRST = frozenset({"text", "again", "also", "attachment", "culture"})
_ONE_SENTENCE = frozenset({"also", "attachment", "culture"})

_FIGURE = re.compile(r"\d|\bper ?cent(?:age)?\b|%", re.IGNORECASE)
_STUDY = re.compile(r"\b(?:stud(?:y|ies)|surveys?|surveyed|research(?:ers?)?|et al)\b", re.IGNORECASE)
# These two are about research, so they may speak of it at once.
_ABOUT_STUDIES = frozenset({"research_evidence", "research_limits"})

# A number dialled from outside or inside the country, then any seven digits in
# the groups that people write; years, sample sizes and dates are none.
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:\+|\(?0)(?:[ ().\-]{0,3}\d){6,}(?!\w)"
    r"|(?<![\w.,/+-])\d(?:[ .\-]?\d){6,}(?![\w/])"
)
_NOT_PHONE = re.compile(r"(?:\d{4}-\d{2}-\d{2}|\d{4}-\d{4})")
_SHORT_NUMBER = re.compile(
    r"\b(?:call|ring|dial|phone|text|on)\s+(\d{3}(?:\s\d{3})?|\d{5})\b(?!\s*(?:people|clients))",
    re.IGNORECASE,
)


def check(context: Context) -> Iterator[Problem]:
    """Yield problems of wording in topics, and hurtful phrases everywhere."""
    for topic, placed in context.topics:
        yield from _title(context, topic, placed)
        for passage in passages(placed):
            yield from _passage(context, topic, passage)
    yield from _other_texts(context)


def _passage(context: Context, topic: Topic, passage: Passage) -> Iterator[Problem]:
    if not passage.text:
        return
    kind = passage.place[0]
    if kind in ("text", "again"):
        yield from _answer(topic, passage)
        yield from _opening(context, topic, passage)
    else:
        yield from _length(topic, passage, words.count(passage.text), _MAX[kind])
    if kind in _ONE_SENTENCE and len(words.sentences(passage.text)) > 1:
        message = f"{passage.label} has more than one sentence"
        yield problem("T047", topic.file, passage.line, message, "Make it one sentence")
    if kind in _FIRST and topic.group == "faq" and not schema.is_claim(topic.id):
        yield from _figures(topic, passage)
        yield from _studies(topic, passage)
    yield from _numbers(topic.file, passage.text, passage.line_at, passage.label)
    yield from _hurtful(context, topic, passage)


def _answer(topic: Topic, passage: Passage) -> Iterator[Problem]:
    lines = split_lines(passage.text)
    if topic.group != "faq" or schema.is_claim(topic.id):
        yield from _length(topic, passage, words.count(passage.text), ANSWER_MAX, WARNING)
        return
    if len(lines) != LINES:
        message = f"{passage.label} has {len(lines)} lines instead of {LINES}".capitalize()
        remedy = "Line 1 answers, line 2 says why it makes sense to ask, line 3 is one thing to do"
        yield problem("T040", topic.file, passage.line, message, remedy)
    else:
        counts = [words.count(line) for line in lines]
        yield from _length(topic, passage, counts[0] + counts[2], FIRST_AND_LAST_MAX, of="lines 1 and 3 of ")
        yield from _length(topic, passage, counts[1], MIDDLE_MAX, of="line 2 of ")
    yield from _length(topic, passage, words.count(passage.text), ANSWER_MAX)
    level = words.grade(passage.text)
    if level > GRADE_MAX:
        message = f"{passage.label} reads like school grade {level:.1f}; {GRADE_MAX} is the limit"
        remedy = "Shorter sentences and everyday words"
        yield problem("T046", topic.file, passage.line, message.capitalize(), remedy)


def _length(
    topic: Topic, passage: Passage, count: int, most: int, level: str | None = None, of: str = ""
) -> Iterator[Problem]:
    if count <= most:
        return
    message = f"{of}{passage.label} has {count} words; {most} is the limit"
    found = problem("T041", topic.file, passage.line, message[:1].upper() + message[1:], "Cut words")
    yield Problem(*_five(found), level) if level else found


def _five(found: Problem) -> tuple[str, str, int, str, str]:
    return found.code, found.file, found.line, found.message, found.remedy


def _figures(topic: Topic, passage: Passage) -> Iterator[Problem]:
    # A placeholder's name may hold no figure, so what is in braces is no exception.
    found = _FIGURE.search(passage.text)
    if found:
        message = f"A figure ('{_around(passage.text, found)}') stands in {passage.label}"
        remedy = "Say it without figures; they may stand in 'more' or 'sure'"
        yield problem("T042", topic.file, passage.line_at(found.start()), message, remedy)


def _studies(topic: Topic, passage: Passage) -> Iterator[Problem]:
    found = _STUDY.search(passage.text)
    if found and topic.topic not in _ABOUT_STUDIES:
        message = f"{passage.label.capitalize()} speaks of research ('{found.group()}')"
        remedy = "Say what is so in plain words; what it rests on stands in 'sure'"
        yield problem("T048", topic.file, passage.line_at(found.start()), message, remedy)


def _opening(context: Context, topic: Topic, passage: Passage) -> Iterator[Problem]:
    for pattern in context.openings:
        if pattern.applies(topic.group, topic.id) and pattern.regex.search(passage.text):
            message = f"{passage.label} opens with '{pattern.phrase}'"
            yield problem("T043", topic.file, passage.line_at(0), message, _instead(pattern))
            return


def _numbers(file: str, text: str, line_at: Callable[[int], int], label: str) -> Iterator[Problem]:
    for found in (*_PHONE.finditer(text), *_SHORT_NUMBER.finditer(text)):
        if _NOT_PHONE.fullmatch(found.group().strip()):
            continue
        message = f"'{found.group().strip()}' in {label} looks like a telephone number"
        remedy = "Write {phone} for the practice's number; help lines stand in safety/helplines.yml only"
        yield problem("T045", file, line_at(found.start()), message, remedy)


def _title(context: Context, topic: Topic, placed: Placed) -> Iterator[Problem]:
    for pattern, found in hits(context.hurtful, topic.title, topic.group, topic.id):
        message = f"'{found}' stands in the title"
        yield problem("T044", topic.file, placed.line("title"), message, _instead(pattern))


def _hurtful(context: Context, topic: Topic, passage: Passage) -> Iterator[Problem]:
    for pattern, found in hits(context.hurtful, passage.text, topic.group, topic.id, topic.topic):
        line = passage.line_at(passage.text.find(found))
        message = f"'{' '.join(found.split())}' stands in {passage.label}"
        yield problem("T044", topic.file, line, message, _instead(pattern))


def _other_texts(context: Context) -> Iterator[Problem]:
    for text in said(context.tree):
        for pattern, found in hits(context.hurtful, text.text, *text.names):
            message = f"'{' '.join(found.split())}' stands here"
            yield problem("T044", text.doc.name, text.line_at(text.text.find(found)), message, _instead(pattern))
        yield from _numbers(text.doc.name, text.text, text.line_at, "this text")
    for placed in context.tree.followups:
        for passage in passages(placed):
            for pattern, found in hits(context.hurtful, passage.text, "followup", placed.topic.id):
                line = passage.line_at(passage.text.find(found))
                message = f"'{found}' stands in {passage.label}"
                yield problem("T044", placed.topic.file, line, message, _instead(pattern))
            yield from _numbers(placed.topic.file, passage.text, passage.line_at, passage.label)


def _instead(pattern: Pattern) -> str:
    why = pattern.why.rstrip(".")
    say = f"Say instead: {pattern.say_instead}" if pattern.say_instead else "Leave it out"
    return f"{why}. {say}" if why else say


def _around(text: str, found: re.Match[str]) -> str:
    start = text.rfind(" ", 0, found.start()) + 1
    end = text.find(" ", found.end())
    return text[start : end if end > 0 else len(text)].strip()
