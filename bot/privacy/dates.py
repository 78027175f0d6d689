"""Dates of birth. A date counts where the sentence speaks of birth, or where it is whole and long past."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

from bot.privacy.lists import Lists

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?:(?:19|20)\d\d|'?\d\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_SEP = r"\s?[./\-\s]\s?"
_FULL = (
    re.compile(
        r"(?<![\d./-])\d{1,2}\s?(?:[./-]|\s)\s?\d{1,2}\s?(?:[./-]|\s)\s?(?P<y>(?:19|20)\d\d|\d\d)(?![\d/-]|\.\d)"
    ),
    re.compile(r"(?<![\d./-])(?P<y>(?:19|20)\d\d)\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,2}(?![\d/-]|\.\d)"),
    re.compile(rf"\b{_DAY}(?:\s+of)?[\s./-]*{_MONTHS}[\s,./-]*(?P<y>{_YEAR})\b(?!\s*(?:am|pm|:))", re.I),
    re.compile(rf"\b{_MONTHS}\s+(?:the\s+)?{_DAY}\s*,?\s+(?:of\s+)?(?P<y>{_YEAR})\b(?!\s*(?:am|pm|:))", re.I),
    re.compile(rf"\b(?P<y>(?:19|20)\d\d)[\s./-]+{_MONTHS}[\s./-]+{_DAY}\b", re.I),
)
_PART = (
    re.compile(rf"\b{_DAY}(?:\s+of)?[\s./-]*{_MONTHS}(?![a-z])", re.I),
    re.compile(rf"\b{_MONTHS}\s+(?:the\s+)?{_DAY}\b", re.I),
    re.compile(r"(?<![\d./-])\d{1,2}\s?[./-]\s?\d{1,2}(?!\d|[./-]\d)"),
    re.compile(r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)?\d\d(?!\d)"),
    re.compile(r"(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"),
)
_BIRTH = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b\b\.?|date\s+of\s+birth|birth\s?-?(?:date|day)|b-?day|born|birth\b|geb(?:oren|urtstag)?\b)",
    re.I,
)
_NEAR = 30
_PAST = re.compile(
    r"\b(?:on|since|until|till|from|between|after|before|died|dead|married|session|appointment|passed|lost|dated)\W+(?:\w+\W+){0,2}$",
    re.I,
)
GROWN = 12
"""A whole date that lies this many years back is taken for a birthday where nothing else explains it."""


def find(text: str, known: Lists) -> Iterator[tuple[int, int, str]]:
    """Finds dates of birth."""
    births = [match.span() for match in _BIRTH.finditer(text)]
    this_year = time.gmtime().tm_year
    taken: list[tuple[int, int]] = []
    for pattern in (*_FULL, *_PART):
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < e and s < end for s, e in taken) or not _real(match):
                continue
            told = any(0 <= start - e <= _NEAR or 0 <= s - end <= _NEAR // 2 for s, e in births)
            if told or (
                pattern in _FULL and _old(match, this_year) and not _PAST.search(text[max(0, start - 60) : start])
            ):
                taken.append((start, end))
                yield start, end, "birth_date"


def _real(match: re.Match[str]) -> bool:
    """A date has no number above 31 besides its year ("50/50" and a sort code are none)."""
    year = match.groupdict().get("y") or ""
    rest = [int(n) for n in re.findall(r"\d+", match[0].replace(year, " ", 1) if year else match[0]) if len(n) <= 2]
    whole = re.fullmatch(r"\d{6,8}", match[0])
    return bool(whole) or (all(1 <= n <= 31 for n in rest) and any(n <= 12 for n in rest or [1]))


def _old(match: re.Match[str], this_year: int) -> bool:
    year = match["y"]
    # Two digits and spaces may be anything: "12 10 87".
    if len(year.strip("'")) < 4:
        return bool(re.search(r"[a-z./-]", match[0], re.I)) and this_year % 100 < int(year.strip("'")) <= 99
    return 1900 <= int(year) <= this_year - GROWN
