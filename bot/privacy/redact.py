"""Finds personal data in a text and puts a plain word in its place: ``[name]``, ``[phone]``, ``[email]``.

Rules and lists, no model: what follows "my name is", what has the shape and the check digits of a card. It errs on the
side of hiding where a sentence points at a person, and leaves years, prices, times, scores and everyday words alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.privacy import contact, dates, names, numbers, places
from bot.privacy.lists import Lists, lists
from bot.privacy.text import plain

Finder = Callable[[str, Lists], Iterator[tuple[int, int, str]]]

# What is surest comes first: a later finder never takes apart what an earlier one found.
_FINDERS: tuple[Finder, ...] = (
    contact.find,
    numbers.cards_and_accounts,
    dates.find,
    places.find,
    numbers.phones_and_ids,
    names.find,
)
_BLANK = "\x00"


@dataclass(frozen=True, order=True)
class Span:
    """A piece of personal data.

    Attributes:
        start: Its first character in the text.
        end: One past its last.
        kind: ``email``, ``link``, ``username``, ``phone``, ``card``, ``bank``, ``id_number``, ``birth_date``,
            ``postcode``, ``address`` or ``name``.
    """

    start: int
    end: int
    kind: str


def spans(text: str) -> list[Span]:
    """Returns the personal data in a text, from left to right, without overlaps.

    Args:
        text: Any text.
    """
    known, searched = lists(), plain(text)
    left = searched.text
    found: list[Span] = []
    for finder in _FINDERS:
        for start, end, kind in list(finder(left, known)):
            if _BLANK in left[start:end] or end <= start:
                continue
            found.append(Span(*searched.original(start, end), kind))
            left = left[:start] + _BLANK * (end - start) + left[end:]
    return sorted(found)


def redact(text: str) -> str:
    """Returns a text with plain words in the place of personal data.

    Args:
        text: Any text.
    """
    known = lists()
    parts: list[str] = []
    done = 0
    for span in spans(text):
        parts += [text[done : span.start], known.placeholders[span.kind]]
        done = span.end
    return "".join(parts) + text[done:]
