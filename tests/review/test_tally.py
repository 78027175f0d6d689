"""Counts: added up in memory, written together, kept where the store is away, written before the end."""

from __future__ import annotations

import threading
from collections import Counter

from bot.review.question import today
from bot.review.tally import STARTED, Tally


class Book:
    """A store that may be away."""

    def __init__(self) -> None:
        self.held: Counter[tuple[str, str]] = Counter()
        self.calls, self.away = 0, False
        self.written = threading.Event()

    def __call__(self, numbers) -> None:
        self.calls += 1
        if self.away:
            raise OSError("away")
        self.held.update(numbers)
        self.written.set()


def test_many_turns_are_one_write_and_unknown_names_are_none() -> None:
    book = Book()
    tally = Tally(book, seconds=3600)
    for name in ["booking"] * 50 + [STARTED, "what somebody typed", "None"]:
        tally.add(name)
    assert book.calls == 0 and tally.flush() and book.calls == 1
    assert book.held == {(today().isoformat(), "booking"): 50, (today().isoformat(), STARTED): 1}
    assert tally.flush() and book.calls == 1, "nothing left, nothing written"


def test_they_are_written_by_themselves_after_a_while() -> None:
    book = Book()
    Tally(book, seconds=0.01).add("booking")
    assert book.written.wait(10) and sum(book.held.values()) == 1


def test_what_could_not_be_written_waits() -> None:
    book = Book()
    tally = Tally(book, seconds=3600)
    book.away = True
    tally.add("booking")
    assert not tally.flush()
    tally.add("booking")
    book.away = False
    assert tally.flush() and sum(book.held.values()) == 2


def test_no_count_is_lost_or_doubled_between_threads() -> None:
    book = Book()
    tally = Tally(book, seconds=0.001)
    threads = [threading.Thread(target=lambda: [tally.add("booking") for _ in range(500)]) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tally.flush()
    assert sum(book.held.values()) == 3000
