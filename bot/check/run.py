"""Runs every rule and sums up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.check.context import Context
from bot.check.problem import ERROR, Problem
from bot.check.rules import backing, checks, claims, identity, intake, lists, phrases, shape, wording

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
)


@dataclass(frozen=True)
class Result:
    """What the check found, errors before warnings within each file."""

    problems: tuple[Problem, ...]
    topics: int
    awaiting_review: int
    lines: int = 0
    lines_awaiting: int = 0

    @property
    def errors(self) -> int:
        """Number of problems that stop a release."""
        return sum(problem.level == ERROR for problem in self.problems)

    @property
    def warnings(self) -> int:
        """Number of problems that do not."""
        return len(self.problems) - self.errors

    def as_dict(self) -> dict[str, object]:
        """Return everything for JSON."""
        return {
            "errors": self.errors,
            "warnings": self.warnings,
            "topics": self.topics,
            "awaiting_review": self.awaiting_review,
            "language_lines": self.lines,
            "language_lines_awaiting_review": self.lines_awaiting,
            "problems": [problem.as_dict() for problem in self.problems],
        }


def run(root: Path, *, only: str = "") -> Result:
    """Check the data directory.

    Args:
        root: The data directory.
        only: Report problems of this file only (its name as messages show it);
            the rest is still read, since rules compare files.
    """
    context = Context.of(root)
    found = list(context.tree.problems)
    for rule in RULES:
        found += rule(context)
    chosen = {problem for problem in found if not only or problem.file == only}
    ordered = sorted(chosen, key=lambda p: (p.file, p.level != ERROR, p.line, p.code, p.message))
    waiting = sum(not topic.reviewed_by for topic, _ in context.topics)
    languages = context.tree.doc("languages.yml")
    lines = languages.get("languages") if languages else None
    lines = lines if isinstance(lines, list) else []
    unread = sum(not (isinstance(line, dict) and line.get("reviewed_by")) for line in lines)
    return Result(tuple(ordered), len(context.topics), waiting, len(lines), unread)
