"""Runs every rule and sums up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from bot.check.context import Context
from bot.check.problem import ERROR, Problem
from bot.check.rules import (
    backing,
    checks,
    claims,
    danger,
    identity,
    intake,
    lists,
    phrases,
    rasa,
    reach,
    responsible,
    scenarios,
    shape,
    understood,
    variety,
    wording,
)
from bot.check.waiting import Item, items

Rule = Callable[[Context], Iterable[Problem]]

RULES: tuple[Rule, ...] = (
    shape.check,
    identity.check,
    backing.check,
    wording.check,
    phrases.check,
    claims.check,
    lists.check,
    checks.check,
    intake.check,
    responsible.check,
    reach.check,
    rasa.check,
    understood.check,
    danger.check,
    variety.check,
    scenarios.check,
)


@dataclass(frozen=True)
class Result:
    """What the check found, errors before warnings within each file."""

    problems: tuple[Problem, ...]
    topics: int
    items: tuple[Item, ...] = ()

    @property
    def errors(self) -> int:
        """Number of problems that stop a release."""
        return sum(problem.level == ERROR for problem in self.problems)

    @property
    def warnings(self) -> int:
        """Number of problems that do not."""
        return len(self.problems) - self.errors

    @property
    def waiting(self) -> list[Item]:
        """What awaits somebody: a clinician, a native speaker, a call."""
        return [item for item in self.items if not item.done]

    @property
    def awaiting_review(self) -> int:
        """Number of topics that no clinician has read."""
        return sum(item.what == "topic" for item in self.waiting)

    def as_dict(self) -> dict[str, object]:
        """Return everything for JSON."""
        return {
            "errors": self.errors,
            "warnings": self.warnings,
            "topics": self.topics,
            "awaiting_review": self.awaiting_review,
            "waiting": [asdict(item) for item in self.waiting],
            "problems": [problem.as_dict() for problem in self.problems],
        }


def run(root: Path, *, only: str = "", today: date | None = None) -> Result:
    """Check the data directory.

    Args:
        root: The data directory.
        only: Report problems of this file only (its name as messages show it);
            the rest is still read, since rules compare files.
        today: The day that the age of reviews and calls is counted to.
    """
    context = Context.of(root, today)
    found = list(context.tree.problems)
    for rule in RULES:
        found += rule(context)
    chosen = {problem for problem in found if not only or problem.file == only}
    ordered = sorted(chosen, key=lambda p: (p.file, p.level != ERROR, p.line, p.code, p.message))
    return Result(tuple(ordered), len(context.topics), tuple(items(context)))
