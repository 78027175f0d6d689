"""Kept questions in groups of the same kind, most asked first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.review import likeness
from bot.review.problem import NoGroup
from bot.review.question import Question, plain
from bot.review.store import ReviewStore

SHOWN = 3


@dataclass(frozen=True)
class Group:
    """Questions that are alike.

    Attributes:
        number: The number of its first question; it stays while that question is there.
        questions: The questions, in the order in which they came.
    """

    number: int
    questions: tuple[Question, ...]

    @property
    def size(self) -> int:
        """How often it was asked."""
        return len(self.questions)

    @property
    def wordings(self) -> list[str]:
        """Its different wordings, each once, commonest first."""
        by_words: dict[str, list[str]] = {}
        for question in self.questions:
            by_words.setdefault(plain(question.text), []).append(question.text)
        return [texts[0] for texts in sorted(by_words.values(), key=lambda texts: -len(texts))]

    @property
    def latest(self) -> str:
        """The day it was last asked."""
        return max(question.day for question in self.questions)


def groups(questions: Sequence[Question]) -> list[Group]:
    """Groups questions.

    Args:
        questions: In the order of their numbers.

    Returns:
        The groups, most asked first; of the same size the older first.
    """
    found: dict[int, list[Question]] = {}
    for question, leader in zip(questions, likeness.leaders([q.vector for q in questions])):
        found.setdefault(leader, []).append(question)
    built = [Group(questions[leader].number, tuple(held)) for leader, held in found.items()]
    return sorted(built, key=lambda group: (-group.size, group.number))


def group(store: ReviewStore, number: int) -> Group:
    """Returns the group with a number.

    Raises:
        NoGroup: There is none.
        ReviewError: The store failed.
    """
    for found in groups(store.questions()):
        if found.number == number:
            return found
    raise NoGroup(number)
