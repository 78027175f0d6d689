"""A text as it is searched: one sign for each kind of quote, dash, digit and space, nothing invisible.

Each character remembers where it came from, so that what is found is cut out of the text as it was typed.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_SAME = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "—": "-",
        "−": "-",
    }
)


@dataclass(frozen=True)
class Plain:
    """A text to search.

    Attributes:
        text: The plain text.
        places: For each of its characters, where it stands in the text as typed; one more for its end.
    """

    text: str
    places: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Returns where a part of the plain text stands in the text as typed."""
        return self.places[start], (self.places[end - 1] + 1 if end > start else self.places[start])


def plain(typed: str) -> Plain:
    """Returns a text in the form that is searched."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(typed):
        if unicodedata.category(sign) in ("Cf", "Cs", "Mn") and not sign.isspace():
            # Accents written apart and invisible marks would split a word.
            continue
        for one in unicodedata.normalize("NFKC", sign).translate(_SAME):
            signs.append(" " if one.isspace() and one != "\n" else one)
            places.append(place)
    return Plain("".join(signs), (*places, len(typed)))
