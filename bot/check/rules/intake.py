"""The intake: every text, field, question and list of words that the conversation and the form need."""

from __future__ import annotations

from collections.abc import Iterator

from bot.check.codes import problem
from bot.check.context import Context
from bot.check.problem import Problem
from bot.intake.definition import FOLDER, QUESTIONNAIRE, WORDS
from bot.intake.rules import problems


def check(context: Context) -> Iterator[Problem]:
    """Yield what is wrong in data/intake."""
    names = [f"{FOLDER}/{name}" for name in (QUESTIONNAIRE, WORDS)]
    if not any(name in context.tree.docs for name in names):
        return
    docs = [context.tree.doc(name) for name in names]
    for name in names:
        if name not in context.tree.docs:
            yield problem("T090", context.tree.name(name), 1, "The file is missing", "Put it back")
    if docs[0] is not None and docs[1] is not None:
        yield from problems(docs[0], docs[1])
