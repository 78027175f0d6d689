"""E-mail addresses (also "anna at mail dot org"), links, and names on platforms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.privacy.lists import Lists

_AT = r"(?:\s*(?:[\[({<]\s*)(?:at|@)\s*[\])}>]\s*|\s+(?:at|@|AT)\s+|\s?@\s?)"
_DOT = r"(?:\s*(?:[\[({<]\s*)(?:dot|\.)\s*[\])}>]\s*|\s+(?:dot|punto|punkt|point)\s+|\s?\.\s?)"
_EMAILS = (
    re.compile(r"(?<![\w.!#$%&'*+/=?^`{|}~-])[\w.!#$%&'*+/=?^`{|}~-]{0,99}[\w+]@[\w-]+(?:\.[\w-]+)*", re.I),
    # Written out: a word in between must say so, or "look at this. It ..." would be one.
    re.compile(
        rf"\b[\w+-]+(?:(?:\.|{_DOT})[\w+-]+)*{_AT}[\w-]+(?:\s*(?:[\[({{<]\s*)?\s+?dot\s+(?:[\])}}>]\s*)?[a-z]{{2,}})+\b",
        re.I,
    ),
    re.compile(rf"\b[\w.+-]+\s*[\[({{<]\s*at\s*[\])}}>]\s*[\w-]+{_DOT}[a-z]{{2,}}(?:{_DOT}[a-z]{{2,}})?\b", re.I),
    re.compile(r"\b[\w.+-]+\s+at\s+(?:[\w-]+\.)+(?:com|org|net|edu|gov|ac\.\w\w|co\.\w\w|[a-z]{2})\b", re.I),
    re.compile(r"\b[\w.+-]+\s+@\s+[\w-]+\s?\.\s?[a-z]{2,}(?:\.[a-z]{2,})?\b", re.I),
    re.compile(
        r"\b[\w.+-]+(?:@|\s+at\s+)(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|proton(?:mail)?|aol|gmx)\b(?:\s+(?:dot\s+)?com)?",
        re.I,
    ),
)
_LINKS = (
    re.compile(r"\b(?:https?|ftp)://[^\s<>\"]+[^\s<>\".,;:!?)]", re.I),
    re.compile(r"\bwww\.[^\s<>\"]+[^\s<>\".,;:!?)]", re.I),
    re.compile(
        r"\b(?:[a-z0-9-]+\.)+(?:com|org|net|io|me|co|uk|de|eu|info|app|link|page)/[^\s<>\"]+[^\s<>\".,;:!?)]", re.I
    ),
)
_HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z_][\w.]{1,40}(?<!\.)")
_LIVE = re.compile(r"\blive:[\w.:-]+(?<![.:-])", re.I)
_TAGGED = re.compile(r"(?<!\w)[\w.]{2,32}#\d{4}\b")


def find(text: str, known: Lists) -> Iterator[tuple[int, int, str]]:
    """Finds e-mail addresses, links and names on platforms."""
    for pattern in _LINKS:
        yield from ((m.start(), m.end(), "link") for m in pattern.finditer(text))
    for pattern in _EMAILS:
        for match in pattern.finditer(text):
            start = match.start() + (len(match[0]) - len(match[0].lstrip("'*{|}~/=?!#$%&^`")))
            yield start, match.end(), "email"
    for pattern in (_LIVE, _TAGGED, _HANDLE):
        yield from ((m.start(), m.end(), "username") for m in pattern.finditer(text))
    for match in _on_platform(known.words["platforms"]).finditer(text):
        name = match["name"]
        signs = re.search(r"[\d_.#-]", name) is not None
        if name.lower() in known.words["never_names"]:
            continue
        # After "is" or a colon any word that is no everyday one; else only what looks like no word at all.
        if signs or (match["said"] and name.lower() not in known.common):
            yield match.start("name"), match.end("name"), "username"


@lru_cache(maxsize=4)
def _on_platform(platforms: frozenset[str]) -> re.Pattern[str]:
    names = "|".join(sorted(platforms, key=len, reverse=True))
    return re.compile(
        rf"\b(?:{names})(?:\s+(?:me|id|name|username|user|handle|account|tag))*"
        rf"(?P<said>\s*[:=]\s*|\s*,?\s+(?:is|as|@)\s+)?\s*@?(?P<name>[\w][\w.:#-]{{2,40}}(?<![.:-]))",
        re.I,
    )
