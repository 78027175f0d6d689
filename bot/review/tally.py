"""Counts of what was asked, by day: added up in memory, written every few seconds, off every turn's way.

A name is a topic of the contract or one of `EVENTS`; nothing else is ever counted, and nothing beside it. A process
that is killed loses the counts of its last few seconds; one that is stopped does not.
"""

from __future__ import annotations

import atexit
import logging
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from functools import lru_cache

from bot import contract
from bot.intake.problem import NoKey
from bot.logs import describe
from bot.review.question import today
from bot.review.store import ReviewStore
from bot.settings import from_environment

logger = logging.getLogger(__name__)

STARTED, SENT = "intake:started", "intake:sent"
EVENTS = frozenset({STARTED, SENT})
FLUSH_SECONDS = 3.0
MOST = 5_000
"""A store that stays away must not fill the memory: there are fewer names than this in many days."""

Write = Callable[[Mapping[tuple[str, str], int]], None]


class Tally:
    """The counts of one process until they are written."""

    def __init__(self, write: Write, seconds: float = FLUSH_SECONDS) -> None:
        """Takes the way to the store.

        Args:
            write: Adds counts to the store; may raise.
            seconds: How long counts are collected before they are written.
        """
        self._write, self._seconds = write, seconds
        self._held: Counter[tuple[str, str]] = Counter()
        self._lock, self._writing = threading.Lock(), threading.Lock()
        self._timer: threading.Timer | None = None

    def add(self, name: str) -> None:
        """Counts one; a name that is not known is passed over."""
        if name not in contract.TOPICS and name not in EVENTS:
            return
        with self._lock:
            self._held[(today().isoformat(), name)] += 1
            self._wake()

    def flush(self) -> bool:
        """Writes what was collected; what could not be written is kept for the next time.

        Returns:
            Whether nothing is left over.
        """
        # One at a time: of two writers the second would find nothing and call that done.
        with self._writing:
            with self._lock:
                self._timer, numbers = None, dict(self._held)
                self._held.clear()
            if not numbers:
                return True
            try:
                self._write(numbers)
            except Exception as error:  # noqa: BLE001 - counts are never worth more than the server
                logger.error("review: counts wait (%s)", describe(error))
                with self._lock:
                    if len(self._held) < MOST:
                        self._held.update(numbers)
                    self._wake()
                return False
            return True

    def _wake(self) -> None:
        if self._timer is None:
            self._timer = threading.Timer(self._seconds, self.flush)
            self._timer.daemon = True
            self._timer.start()


@lru_cache(maxsize=1)
def tally() -> Tally | None:
    """Returns this process's counts, written before it ends whatever it is; None where a setting makes no sense."""
    try:
        found = Tally(ReviewStore.open(from_environment()).count)
    except (ValueError, NoKey) as error:
        logger.error("review: nothing is counted (%s)", describe(error))
        return None
    atexit.register(found.flush)
    return found


def count(name: str) -> None:
    """Counts one. Never raises."""
    found = tally()
    if found is not None:
        found.add(name)


def flush() -> None:
    """Writes what was not written yet. Never raises."""
    found = tally()
    if found is not None:
        found.flush()
