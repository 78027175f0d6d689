"""The note to take along, and the short summary before it, from the answers."""

from __future__ import annotations

from typing import Any

from bot.checks.model import Check, Checks, Option, Question
from bot.content.words import count

ROOM = 68
"""Words that leave room for the sentence before the note in a turn of 90; further things to say must fit in."""
SHOWN_WORDS = 10
"""How many of the person's own words a summary repeats; the note has all of them."""


def lines(check: Check, answers: dict[str, Any], *, short: bool = False) -> list[str]:
    """Returns one line for each answer.

    Args:
        check: The check.
        answers: As the memory has them.
        short: Cut own words, for a summary.
    """
    out = []
    for question in check.questions:
        answer = answers.get(question.id)
        if answer:
            out.append(f"- {question.note}: {_said(question, answer, short)}")
    return out


def text(check: Check, checks: Checks, answers: dict[str, Any], other: str = "") -> str:
    """Returns the whole note.

    Args:
        check: The check.
        checks: Where its fixed words stand.
        answers: As the memory has them.
        other: What the person would put differently, in their own words.
    """
    said = lines(check, answers)
    if other:
        said.append(f'- {checks.texts["note_other"]}: "{other}"')
    whole = "\n".join([checks.texts["note_title"], *said])
    says = [f'{checks.texts["note_say"]}: "{option.say}"' for _, option in _options(check, answers) if option.say]
    fitting = [say for say in says if count(whole) + count(say) <= ROOM][:1] or sorted(says, key=count)[:1]
    for say in (*fitting, *(say for say in says if say not in fitting)):
        if say in fitting or count(whole) + count(say) <= ROOM:
            whole = f"{whole}\n{say}"
    return whole


def joined(earlier: str, later: str, checks: Checks) -> str:
    """Returns the notes of two checks as one, under one title."""
    return f"{earlier}\n{later.removeprefix(checks.texts['note_title']).lstrip()}"


def shortened(words: str, most: int = SHOWN_WORDS) -> str:
    """Returns the first words of a text."""
    parts = words.split()
    return words if len(parts) <= most else " ".join(parts[:most]) + " ..."


def _said(question: Question, answer: dict[str, Any], short: bool) -> str:
    option, words = question.option(answer.get("option")), answer.get("words") or ""
    words = shortened(words) if short else words
    if not option:
        return f'"{words}"'
    return f'{option.take} ("{words}")' if words and not short else option.take


def _options(check: Check, answers: dict[str, Any]) -> list[tuple[Question, Option]]:
    return [
        (question, question.option(answers[question.id].get("option")) or question.other)
        for question in check.questions
        if answers.get(question.id)
    ]
