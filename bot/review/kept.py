"""The kept questions as plain texts, for what compares a candidate with what is live."""

from __future__ import annotations

from bot.review.settings import read
from bot.review.store import ReviewStore
from bot.settings import Settings


def kept_questions(settings: Settings) -> list[str]:
    """Returns the questions that wait for review, oldest first; nothing is made where no question was ever kept.

    Args:
        settings: The deployment's settings.

    Raises:
        bot.review.problem.ReviewError: The store failed, or its keys are lost.
    """
    own = read(settings)
    if own.file is not None and not own.file.is_file():
        return []
    store = ReviewStore(own)
    try:
        return [question.text for question in store.questions()]
    finally:
        store.close()
