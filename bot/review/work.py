"""What staff do with a group of kept questions, the same from the commands and from the pages."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from bot.review import write
from bot.review.groups import Group, group
from bot.review.store import ReviewStore

logger = logging.getLogger(__name__)


def add(store: ReviewStore, data: Path, number: int, topic: str, phrases: Sequence[str]) -> list[tuple[str, int]]:
    """Puts phrases that staff wrote into a topic, and takes the group off the list.

    Args:
        store: The kept questions.
        data: The folder that staff edit.
        number: The group.
        topic: The topic's file id.
        phrases: What staff wrote.

    Returns:
        File and line of each phrase.

    Raises:
        ReviewError: Nothing was changed.
    """
    found = group(store, number)
    places = write.add(data, topic, phrases, _asked(found))
    _done(store, found)
    return places


def new(
    store: ReviewStore, data: Path, number: int, topic: str, title: str, phrases: Sequence[str], belongs_to: str
) -> str:
    """Starts a topic from a group, and takes the group off the list.

    Args:
        store: The kept questions.
        data: The folder that staff edit.
        number: The group.
        topic: The new file's id.
        title: What stands on its button.
        phrases: Further phrases.
        belongs_to: Topic of the contract that it is reported as.

    Returns:
        The file.

    Raises:
        ReviewError: Nothing was changed.
    """
    found = group(store, number)
    file = write.new(data, topic, title, phrases, belongs_to, _asked(found))
    _done(store, found)
    return file


def ignore(store: ReviewStore, number: int) -> int:
    """Deletes a group's questions, which do not come back in these words.

    Returns:
        How many were deleted.

    Raises:
        ReviewError: Nothing was changed.
    """
    found = group(store, number)
    return store.remove([q.number for q in found.questions], _asked(found))


def _asked(found: Group) -> list[str]:
    return [question.text for question in found.questions]


def _done(store: ReviewStore, found: Group) -> None:
    gone = store.remove([q.number for q in found.questions])
    logger.info("review: group %d is done, %d questions deleted", found.number, gone)
