"""Postcodes and street addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.privacy.lists import Lists

_UK = re.compile(
    r"(?<!\w)(?:GIR ?0AA|(?:[A-PR-UWYZ]\d[\dA-HJKPSTUW]?"
    r"|[A-PR-UWYZ][A-HK-Y]\d[\dABEHMNPRVWXY]?) ?\d[ABD-HJLNP-UW-Z]{2})(?!\w)",
    re.I,
)
_CANADA = re.compile(r"(?<!\w)[ABCEGHJ-NPRSTVXY]\d[A-Z][ -]?\d[A-Z]\d(?!\w)", re.I)
_EIRCODE = re.compile(r"(?<!\w)(?:D6W|[AC-FHKNPRTV-Y]\d{2}) ?[0-9AC-FHKNPRTV-Y]{4}(?!\w)")
_DUTCH = re.compile(r"(?<!\w)[1-9]\d{3} ?(?!AM\b|PM\b|BC\b|AD\b|GB\b|MB\b|KM\b|UK\b|US\b)[A-Z]{2}(?!\w)")
_STATE = (
    r"(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]"
    r"|W[AIVY])"
)
_ZIP = re.compile(rf"\b{_STATE}\.?,? +(?P<n>\d{{5}}(?:-\d{{4}})?)(?!\w)")
_ZIP_LONG = re.compile(r"(?<![\w-])\d{5}-\d{4}(?![\w-])")
_NAMED = re.compile(
    r"\b(?:post\s?-?code|postal\s+code|zip(?:\s*code)?|plz|eircode|c\.?a\.?p\.?|code\s+postal|pin\s*code)"
    r"(?:\s+(?:is|of|it's|its)\b)?\s*[:=]?\s*(?P<n>(?=[A-Z ]{0,4}\d)[A-Z0-9]{2,8}(?:[ -](?=[A-Z]*\d)[A-Z0-9]{2,4})?)\b",
    re.I,
)
_LIVING = re.compile(
    r"\b(?:live|living|lives|reside|staying|stay|stays|moved|address|addr|home|post|send|deliver|based|house|flat|door|come|visit)\b",
    re.I,
)
# Counted things: "10 years down the road" is no address.
_COUNTED = re.compile(
    r"\b(?:years?|yrs?|months?|weeks?|days?|hours?|hrs?|minutes?|mins?|times?|sessions?|people|percent|miles?|km|quid|pounds?|euros?"
    r"|dollars?|of|the|a|an|my|your|our|this|that|down|per|in|on|to|is|was|or|and|more|am|pm|ago|old|kids|other|different)\b",
    re.I,
)
_UNIT = (
    r"(?:(?:flat|apt|apartment|unit|room|suite|studio|floor|block|no|number|house)"
    r"\.?\s+#?\w{1,4}(?<!\bis)\s*,?\s*(?:at\s+)?)"
)
_NUMBER = r"\d{1,5}\s?[a-z]?(?:\s?[-/]\s?\d{1,4}[a-z]?)?"
_WORD = r"[^\W\d_][\w'.-]*"
_CITY = r"(?:\s*,\s*(?:near\s+)?[A-Z][\w'-]+(?:[ -](?:[A-Z][\w'-]+|upon|on|under|in|the|of|le|la|de))*){0,3}"
_TRAIL = rf"(?:\s*,?\s*(?i:(?:flat|apt|apartment|unit|suite|floor|#)\.?\s*#?\d{{1,4}}[a-z]?)\b)?{_CITY}"
_BOX = re.compile(r"\bp\.?\s?o\.?\s?box\s+\d+", re.I)


def find(text: str, known: Lists) -> Iterator[tuple[int, int, str]]:
    """Finds addresses first, since a postcode may end one, then postcodes."""
    codes = [m.span("n") for p in (_NAMED, _ZIP) for m in p.finditer(text)]
    codes += [m.span() for m in _UK.finditer(text) if _likely(text, *m.span())]
    codes += [m.span() for p in (_CANADA, _EIRCODE, _DUTCH, _ZIP_LONG) for m in p.finditer(text)]
    hidden = text
    for start, end in codes:
        hidden = hidden[:start] + "\x00" * (end - start) + hidden[end:]
    living = _LIVING.search(text) is not None or bool(codes)
    sure, maybe, named, foreign = _patterns(
        known.words["streets"], known.words["street_words"], known.words["streets_first"], known.words["streets_ending"]
    )
    yield from ((m.start(), m.end(), "address") for m in _BOX.finditer(hidden))
    for pattern in (sure, maybe):
        for match in pattern.finditer(hidden):
            small = match["name"] == match["name"].lower()
            if _COUNTED.search(match["name"]) or (pattern is maybe and small and not living):
                continue
            yield match.start(), match.end(), "address"
    for pattern in foreign:
        yield from ((m.start(), m.end(), "address") for m in pattern.finditer(hidden))
    if living:
        yield from ((m.start("a"), m.end("a"), "address") for m in named.finditer(hidden))
    yield from ((start, end, "postcode") for start, end in codes)


def _likely(text: str, start: int, end: int) -> bool:
    """Small letters alone may be a word with a number ("i am on w1 2nd go") unless something speaks of an address."""
    code = text[start:end]
    return " " in code or code != code.lower() or len(code) >= 6 or _LIVING.search(text) is not None


@lru_cache(maxsize=4)
def _patterns(
    streets: frozenset[str], words: frozenset[str], first: frozenset[str], endings: frozenset[str]
) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], tuple[re.Pattern[str], ...]]:
    def one_of(names: frozenset[str]) -> str:
        return "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))

    def street(types: str) -> re.Pattern[str]:
        return re.compile(
            rf"(?<![\w.,:/])(?i:{_UNIT})?(?<![\w.,:/])(?i:{_NUMBER}),?\s+(?P<name>{_WORD}(?:\s+{_WORD}){{0,3}}?)\s+(?i:{types})\b\.?"
            rf"(?:\s+(?:North|South|East|West|[NSEW]{{1,2}})\b)?{_TRAIL}"
        )

    both = f"{one_of(streets)}|{one_of(words)}"
    named = re.compile(
        rf"(?:\b(?:on|in|at|off|is|address|of|house|home)\W+(?:the\s+)?|[:,]\s*)(?P<a>(?:[A-Z][\w'-]+\s+(?:Cottage|House|Farm|Lodge|Barn|Manor|Villa|Hall|Court)\s*,\s*)?"
        rf"[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+){{0,2}}\s+(?i:{both})\b{_CITY})"
    )
    foreign = (
        re.compile(
            rf"(?<!\w)(?i:{one_of(first)})\.?\s+(?:{_WORD}\s+){{1,4}}?(?:n[ºo°.]?\s*)?\d{{1,4}}\b(?!\s*(?i:times|years|am|pm|%|:)){_TRAIL}"
        ),
        re.compile(
            rf"(?<![\w.,:/])\d{{1,4}}\s?(?:bis|ter|[a-z])?,?\s+(?i:rue|avenue|boulevard|allée|chemin|impasse|via|place|quai)\s+"
            rf"(?:(?i:de|du|des|de la|de l')\s*)?"
            rf"[A-ZÀ-Ý][\w'-]+(?:\s+[A-ZÀ-Ý][\w'-]+){{0,2}}{_TRAIL}"
        ),
        re.compile(
            rf"\b[A-ZÀ-Ý][\w-]*(?:\s+[A-ZÀ-Ý][\w-]*)?\s?(?<!\s)?(?i:{one_of(endings)})\s+\d{{1,4}}\s?[a-z]?\b{_TRAIL}"
        ),
    )
    return street(one_of(streets)), street(one_of(words)), named, foreign
