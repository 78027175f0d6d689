"""Scenarios: whatever looks like a topic's name is one, so that a slip is not taken for a piece of the reply."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot import contract
from bot.check.codes import problem
from bot.check.context import Context
from bot.check.problem import Problem
from bot.check.rules.shape import meant
from bot.check.scenarios import read_scenarios
from bot.safety.rules import KINDS

_NAME = re.compile(r"[a-z]+(?:_[a-z]+)+")


def check(context: Context) -> Iterator[Problem]:
    """Yield scenarios that can never go as written."""
    known = sorted({*contract.TOPICS, *KINDS, *context.tree.content.topics})
    for scenario in read_scenarios(context.tree.docs):
        if not scenario.talk:
            continue
        for line in scenario.talk:
            for wanted in line.expect:
                if _NAME.fullmatch(wanted) and wanted not in known:
                    message = f"'{wanted}' is no topic and no kind of danger"
                    yield problem("T120", line.file, line.line, message, meant(wanted, known))
