"""Signs that the writer is under 18, or that an appointment is for someone else: both make the intake stop and ask."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.intake.definition import Definition
from bot.intake.fold import fold, has

ADULT = 18
_NUMBERS = dict(
    zip(
        "eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
        range(8, 20),
    )
)
_AGE = r"(\d{1,3}|" + "|".join(_NUMBERS) + ")"
_UNIT = (
    r"(?! (?:weeks?|months?|days?|minutes?|mins?|hours?|sessions?|stone|kg|percent|miles|times|of|out|people|"
    r"years (?:in|into|sober|clean|married|older|ago|late)|or over|and over|oclock|am|pm|th))"
)
_MINE = re.compile(
    rf"\b(?:im|i am|am|ill be|i will be|i turned|just turned|im only|im just|i am only|i am just|me being|"
    rf"only) (?:only |just |a |about |now |still )?{_AGE}\b{_UNIT}"
)
_NEARLY = re.compile(
    r"\b(?:i turn|turning|nearly|almost|not yet|not quite|soon|soon be|going on|ill be|i will be|im gonna be|"
    r"not) (?:18|eighteen)\b"
)
_UNDER = re.compile(
    r"\b(?:im|i am|am|as|being) (?:an? )?(?:under ?18|under ?age|minor|not an adult|not 18|not eighteen|teen|"
    r"teenager|kid|child)\b(?! of)|\bim under (?:18|eighteen)\b|\bi am under (?:18|eighteen)\b|"
    r"^(?:no )?(?:im )?under ?18$"
)
_SOMEONES = re.compile(
    rf"\b(?:shes|hes|theyre|she is|he is|they are|aged?|turned|is|turns) (?:only |just |a |about |nearly |"
    rf"almost )?{_AGE}\b{_UNIT}|\b{_AGE} (?:years? old|year old|yo|yrs?)\b|\b{_AGE}yo\b"
)
_BARE_AGE = re.compile(rf"^{_AGE}$")
_MONTHS = {m: i + 1 for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split())}
_NUMERIC = re.compile(r"\b(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4})\b|\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_WRITTEN = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)? (?:of )?)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|"
    r"dec)[a-z]* (?:\d{1,2}(?:st|nd|rd|th)? )?(\d{4})\b"
)
_BORN = re.compile(r"\bborn (?:on |in )?(?:.{0,18}?)\b((?:19|20)\d\d)\b")
_OF_MINE = re.compile(r"\b(?:i was born|im born|my (?:birthday|dob|date of birth|birth date|birthdate)|born on|dob)\b")
_FOR = r"(?:for|behalf of) (?:my|our|a|his|her|their) (?:\w+ ){0,3}?"
_WANTS = r"(?:needs|wants|would like|should|must|has to|asked|is looking|could do with|doesnt know|does not know|knows)"
_THEIRS = re.compile(r"\b(?:his|her|their) (?:name|email|e mail|number|phone|mobile|address|details)\b")
_NOT_ME = re.compile(
    r"\b(?:its|it is|this is|is) (?:actually )?not for me\b|\bnot for myself\b|\bfor (?:someone|"
    r"somebody) else\b|\bbook (?:him|her|them)\b|\bfor (?:him|her|them) (?:not me|please)\b"
)
_ASKING = (
    r"(?:book|booking|appointment|session|therapy|slot|sign up|register|help|asking|therapist|counselling|intake|"
    r"someone to see)"
)


@dataclass(frozen=True)
class Signs:
    """What a message tells about who it is for.

    Attributes:
        minor: The writer is under 18.
        child: It is about the writer's child, or a child in their care.
        other: It is for another adult.
        birthday: It holds the date of birth of someone under 18, whose it is isn't clear.
        age: An age that it names, the writer's or another's, or None.
    """

    minor: bool = False
    child: bool = False
    other: bool = False
    birthday: bool = False
    age: int | None = None


def read(text: str, definition: Definition, free: bool = False, today: date | None = None) -> Signs:
    """Reads the signs.

    Args:
        text: What was typed.
        definition: Its words for relations.
        free: Whether the message tells what it is about: there a relation alone means nothing.
        today: The day to count ages from.

    Returns:
        The signs.
    """
    folded = fold(text)
    born = _born(text, folded, today or date.today())
    mine = bool(_OF_MINE.search(folded))
    own_age = _number(_MINE.search(folded))
    others_age = _number(_SOMEONES.search(folded) or _BARE_AGE.search(folded))
    minor = own_age is not None and 5 <= own_age < ADULT or bool(_NEARLY.search(folded) or _UNDER.search(folded))
    young = born is not None and 0 <= born < ADULT
    child = _related(folded, definition.relations["child"], free)
    other = _related(folded, definition.relations["adult"], free) or bool(_NOT_ME.search(folded))
    if not free:
        other = other or bool(_THEIRS.search(folded))
    if minor and (child or not _first_person(folded)):
        minor = False
    return Signs(
        minor=minor or young and mine and not child,
        child=child,
        other=other and not child,
        birthday=young and not mine and not child,
        age=others_age if others_age is not None else own_age,
    )


def _related(folded: str, relations: tuple[str, ...], free: bool) -> bool:
    names = "|".join(sorted(map(re.escape, relations), key=len, reverse=True))
    if free:
        asking = rf"\b(?:{_ASKING} (?:\w+ ){{0,3}}?|(?:this is|its|it is) ){_FOR}(?:{names})\b"
        return bool(re.search(rf"{asking}|\bon behalf of (?:my|our|a) (?:{names})\b", folded))
    if re.search(rf"\b{_FOR}(?:{names})s?\b", folded) and not has(folded, "look for my"):
        return True
    return bool(re.search(rf"\bmy (?:\d+ year old )?(?:{names}) {_WANTS}\b", folded)) and not has(folded, "asked if i")


def _first_person(folded: str) -> bool:
    return bool(re.search(r"\b(?:i|im|ill|me|am|my)\b", folded)) or len(folded.split()) <= 6


def _number(match: re.Match[str] | None) -> int | None:
    if not match:
        return None
    word = next(group for group in match.groups() if group)
    return _NUMBERS.get(word) or (int(word) if word.isdigit() else None)


def _born(text: str, folded: str, today: date) -> int | None:
    """The youngest age that a date of birth in the text means, or None. A day to come is an appointment's."""
    years = [int(m[3] or m[4]) for m in _NUMERIC.finditer(text)]
    years += [int(m[2]) for m in _WRITTEN.finditer(folded)] + [int(m[1]) for m in _BORN.finditer(folded)]
    # Someone born this year is a baby; a date this year is rather a date to meet.
    ages = [today.year - year for year in years if 1900 < year < today.year]
    return min(ages) if ages else None
