"""Cards and accounts by their check digits, phone numbers, identity numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

from bot.privacy.lists import Lists

_CARD = re.compile(r"(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w])")
_GROUPS = re.compile(r"(?<![\w-])\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?!\w)")
_CARD_WORD = re.compile(r"\b(?:card|visa|mastercard|amex|maestro|debit|credit)\b", re.I)
_CODE = re.compile(
    r"\b(?:cvv2?|cvc2?|csc|security\s+code|pin)(?:\s+(?:code|number|no|is))*\s*[:=]?\s*(?P<n>\d{3,6})\b", re.I
)
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}(?!\w)", re.I)
_IBAN_WORD = re.compile(r"\biban\b\W*(?:(?:is|number|no)\W+)*$", re.I)
_SORT = re.compile(r"(?<![\d-])\d{2}-\d{2}-\d{2}(?![\d-])|(?<!\d)\d{2} \d{2} \d{2}(?! ?\d)")
_BANK = re.compile(r"\b(?:sort\s*code|account|acct?|a/c|routing|iban|bic|swift)\b", re.I)
_ACCOUNT = re.compile(
    r"\b(?:account|acct?|a/c|routing|sort\s*code)\b(?:\s+(?:number|no|nr|code|is))*\W{0,3}"
    r"(?P<n>\d[\d -]{4,18}\d)(?!\w)",
    re.I,
)

_SSN = re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")
_NINO = re.compile(r"(?<!\w)[A-Z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D](?!\w)", re.I)
_NHS = re.compile(r"(?<![\d+(-])\d{3}([ -]?)\d{3}\1\d{4}(?![\d-])")
_LETTERED = re.compile(r"(?<![\w@])(?=[A-Z0-9]*\d{5})[A-Z]{1,5}\d[A-Z0-9]{4,14}(?![\w@])", re.I)
_MIXED = re.compile(r"(?<![\w@])(?=(?:[A-Z]*\d){4})(?=\w*[A-Z])[A-Z0-9]{10,20}(?![\w@])")
_ENDLESS = re.compile(r"\d(?:[ .,-]{0,2}\d){39,}")
"""No number that anyone has; the phone library would take seconds over it."""
_LONG = re.compile(r"(?<![\w.,-])\d{9,}(?![\w]|[.,]\d)")
_CAPITALS = re.compile(
    r"\b(?-i:[A-Z]{2,6})(?:\s+(?:number|no|nr|is|id))*\s*[.:#]?\s+"
    r"(?P<n>(?:[A-Z]{1,3}[ -]?)?\d[\dA-Z]*(?:[ -]?[\dA-Z]*\d[\dA-Z]*)*)(?!\w)",
    re.I,
)

_DIGITS = re.compile(r"(?<![\w.,])(?:\+|\(\+|00)?\(?\d(?:[\s().·/-]{0,3}\d){5,16}(?!\w|[.,]\d)")
_YEARS = re.compile(r"(?:19|20)\d\d\s?[-/]\s?(?:19|20)\d\d")
_SPOKEN = re.compile(
    r"\b(?:(?:oh|o|zero|nought|one|two|three|four|five|six|seven|eight|nine|double|triple|treble|plus)[\s,-]+){6,}"
    r"(?:oh|o|zero|nought|one|two|three|four|five|six|seven|eight|nine)\b",
    re.I,
)


def cards_and_accounts(text: str, known: Lists) -> Iterator[tuple[int, int, str]]:
    """Finds card numbers, IBANs, and account numbers that are named as such."""
    yield from ((m.start(), m.end(), "id_number") for m in _ENDLESS.finditer(text))
    for match in _IBAN.finditer(text):
        end = _iban_end(match[0])
        if end or _IBAN_WORD.search(text[max(0, match.start() - 40) : match.start()]):
            yield match.start(), match.start() + (end or len(match[0])), "bank"
    for match in _CARD.finditer(text):
        if _luhn(match[0]) or (_CARD_WORD.search(text) and len(re.sub(r"\D", "", match[0])) >= 15):
            yield match.start(), match.end(), "card"
    yield from ((m.start(), m.end(), "card") for m in _GROUPS.finditer(text))
    yield from ((m.start("n"), m.end("n"), "card") for m in _CODE.finditer(text))
    if _BANK.search(text):
        yield from ((m.start(), m.end(), "bank") for m in _SORT.finditer(text))
        yield from ((m.start("n"), m.end("n"), "bank") for m in _ACCOUNT.finditer(text))


def phones_and_ids(text: str, known: Lists) -> Iterator[tuple[int, int, str]]:
    """Finds identity numbers and phone numbers, but not those that everyone may know."""
    named = [(m.start("n"), m.end("n")) for m in _named_id(known.words["id_words"]).finditer(text) if _counts(m["n"])]
    for pattern in (_SSN, _NINO):
        yield from ((m.start(), m.end(), "id_number") for m in pattern.finditer(text))
    yield from ((start, end, "id_number") for start, end in named)
    for start, end in _phones(text, known):
        yield start, end, "phone"
    for match in _CAPITALS.finditer(text):
        if len(re.sub(r"\D", "", match["n"])) >= 6:
            yield match.start("n"), match.end("n"), "id_number"
    for match in _NHS.finditer(text):
        if _nhs(match[0]):
            yield match.start(), match.end(), "id_number"
    for pattern in (_LETTERED, _MIXED, _LONG):
        yield from ((m.start(), m.end(), "id_number") for m in pattern.finditer(text))


def _phones(text: str, known: Lists) -> Iterator[tuple[int, int]]:
    public = known.words["public_numbers"]
    yield from (m.span() for m in _SPOKEN.finditer(text))
    for region in known.regions:
        for found in phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.VALID):
            if re.sub(r"\D", "", found.raw_string) not in public and not _YEARS.fullmatch(found.raw_string):
                yield found.start, found.end
    said = _phone_said(known.words["phone_words"])
    for match in _DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if digits in public or _YEARS.search(match[0]) or match[0].count("\n"):
            continue
        shaped = match[0].lstrip("(")[0] in "+0" and 9 <= len(digits) <= 16 and "12345678" not in digits[:9]
        american = re.fullmatch(r"1?[\s.-]?\(?\d{3}\)?[\s.-]{1,2}\d{3}[\s.-]\d{4}", match[0])
        local = re.fullmatch(r"\d{3}-\d{4}", match[0])
        if (
            shaped
            or american
            or local
            or (7 <= len(digits) <= 16 and said.search(text[max(0, match.start() - 60) : match.start()]))
            or len(digits) == 6
            and said.search(text[max(0, match.start() - 60) : match.start()])
        ):
            yield match.span()


@lru_cache(maxsize=4)
def _phone_said(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{'|'.join(sorted(words))})\b\W*(?:(?:me|us|is|on|at|my|no|number|number's|its|it's)\b\W*){{0,4}}$", re.I
    )


@lru_cache(maxsize=4)
def _named_id(words: frozenset[str]) -> re.Pattern[str]:
    names = "|".join(sorted(words, key=len, reverse=True))
    between = (
        r"(?:\s+(?:security|card|id|identity|number|num|no|nr|code|ref|reference|is|are|was|it's|its|my)\b"
        r"|\s*[.:#=,'-]+\s*(?:s\b)?)"
    )
    return re.compile(
        rf"\b(?:{names}|(?:id|identity|reference|ref|national\s+insurance|social\s+security|social|security)(?=\s+(?:card|n)|[\s:#.]+\W*[A-Z]{{0,3}}\d))\b"
        rf"{between}{{0,5}}\s*(?P<n>[A-Z]{{0,5}}[ -]?\d(?:[ .-]?[A-Z0-9]?\d)*(?:[ -]?[A-Z]{{1,2}}\b)?)",
        re.I,
    )


def _counts(number: str) -> bool:
    return len(re.sub(r"\D", "", number)) >= 5


def _luhn(number: str) -> bool:
    digits = [int(d) for d in number if d.isdigit()]
    twice = [sum(divmod(2 * d, 10)) for d in digits[-2::-2]]
    return len(set(digits)) > 1 and (sum(digits[-1::-2]) + sum(twice)) % 10 == 0


def _iban_end(typed: str) -> int:
    """Returns how much of it is an IBAN with the right check digits: a word may follow it without a sign between."""
    for end in range(len(typed), 14, -1):
        bare = re.sub(r"[ -]", "", typed[:end]).upper()
        if typed[end - 1] in " -" or not 15 <= len(bare) <= 34 or (end < len(typed) and typed[end] not in " -"):
            continue
        if int("".join(str(int(sign, 36)) for sign in bare[4:] + bare[:4])) % 97 == 1:
            return end
    return 0


def _nhs(number: str) -> bool:
    digits = [int(d) for d in number if d.isdigit()]
    check = 11 - sum(d * (10 - place) for place, d in enumerate(digits[:9])) % 11
    return check != 10 and check % 11 == digits[9]
