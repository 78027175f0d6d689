"""Which option a text names, and what in it steers: to the other check, to an earlier answer, to a corrected one."""

from __future__ import annotations

import re
from typing import Any

from bot.checks.event import Does, Event
from bot.checks.model import Check, Checks, Question
from bot.checks.words import find, holds, is_one_of, plain, starts_at, trimmed

LONG = 30
"""In a text of more words than this, an option counts only where no other is named too."""
STEER = 10
"""A wish to change an earlier answer, or to switch, is no longer than this."""
_CHANGE = re.compile(r"\b(?:change|redo|correct|edit|go back to|back to|fix)\b")
_NUMBERS = (r"first|1st|one|1", r"second|2nd|two|2", r"third|3rd|three|3", r"fourth|4th|four|4|last")


def best(question: Question, tokens: list[str]) -> tuple[str, int]:
    """The option whose words a text holds, and how many words that is; none where two are named alike."""
    found = sorted(((find(tokens, o.words), o.id) for o in question.options), reverse=True)
    found = [entry for entry in found if entry[0]]
    if not found or len(found) > 1 and (found[0][0] == found[1][0] or len(tokens) > LONG):
        return "", 0
    return found[0][1], found[0][0]


def switched(check: Check, checks: Checks, text: str) -> Event | None:
    """"No, I meant the other one": a short message with another check's name and a word for switching."""
    others = [other for other in checks.by_id.values() if other.id != check.id]
    if not others or len(plain(text).split()) > STEER:
        return None
    words = checks.phrases
    named = words.get("other_check", ())
    spelt_out = [phrase for phrase in named if " " in phrase]
    if is_one_of(trimmed(text, words.get("fillers", ())), named) or holds(text, spelt_out):
        return Event(Does.SWITCH, other=others[0].id)
    for other in others:
        if holds(text, other.names) and not holds(text, check.names) and holds(text, words.get("switch", ())):
            return Event(Does.SWITCH, other=other.id)
    return None


def numbered(check: Check, memory: dict[str, Any], text: str) -> Event | None:
    """"Change my second answer": the question meant, if it was answered."""
    low = plain(text)
    if not _CHANGE.search(low) or len(low.split()) > STEER:
        return None
    for number, names in enumerate(_NUMBERS[: len(check.questions)]):
        if re.search(rf"\b(?:{names})\b", low) and check.questions[number].id in memory.get("order", ()):
            return Event(Does.CHANGE, question=check.questions[number].id)
    return None


def correction(check: Check, checks: Checks, memory: dict[str, Any], text: str) -> Event | None:
    """"No wait, I'd tell someone": the answer before, changed while the next question stands."""
    before = check.question((memory.get("order") or [None])[-1])
    tokens = plain(text).split()
    lead = max((starts_at(p, tokens, 0) for p in checks.phrases.get("correction", ())), default=0)
    if not before or not lead:
        return None
    current = check.question(memory.get("step"))
    option, length = best(before, tokens[lead:])
    if not option or current and best(current, tokens[lead:])[1] >= length:
        return None
    return Event(Does.CORRECT, option, question=before.id)
