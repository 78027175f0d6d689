"""E-mail addresses and phone numbers in what people type: found, corrected, or what is wrong with them."""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from bot.intake.fold import fold, has

_ADDRESS = re.compile(r"[^\s@<>(),;:\"'|=]+ ?@ ?[^\s@<>(),;:\"'|=]+")
_DOT, _AT = r"(?:\s*[(\[{]\s*dot\s*[)\]}]\s*|\s+dot\s+)", r"(?:\s*[(\[{]\s*at\s*[)\]}]\s*|\s+at\s+)"
_SPOKEN = re.compile(
    rf"(?P<local>[\w+.-]+(?:(?:{_DOT}|\s+(?:underscore|dash|hyphen|plus)\s+)[\w+-]+)*)(?:{_AT}|\s*@\s*)"
    rf"(?P<domain>[\w-]+(?:{_DOT}[\w-]+|\.[a-z]{{2,10}}\b)+)",
    re.IGNORECASE,
)
_SIGNS = {"dot": ".", "underscore": "_", "dash": "-", "hyphen": "-", "plus": "+"}
_ENDING = re.compile(r"(?:^|\s)@?\.([a-z]{2,10}(?:\.[a-z]{2,10})?)(?=$|[\s,!?])", re.IGNORECASE)
_SPOKEN_ENDING = re.compile(r"\bdot (co dot uk|[a-z]{2,6})\b", re.IGNORECASE)
_DOMAIN = re.compile(r"(?<![\w@.])@?((?:[\w-]+\.)+[a-z]{2,10})(?![\w@])", re.IGNORECASE)
_NOT = re.compile(r"([\w.+-]+),? (?:and )?not (?:an? |the )?([\w.+-]+)", re.IGNORECASE)
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}")
_DIGITS = re.compile(r"\+?\(?\d[\d\s().\-/]*\d")
_ENDS_IN = re.compile(r"\bend(?:s|ing)?(?: in| with)? (\d[\d ]{0,5}\d|\d)\b", re.IGNORECASE)
SHORTEST, LONGEST, SOME_DIGITS = 8, 15, 5


@dataclass(frozen=True)
class Found:
    """What was found in a text.

    Attributes:
        value: The address or number, empty where it is not usable.
        problem: Text key that says what is wrong, empty where nothing is.
        rest: The text without it.
    """

    value: str = ""
    problem: str = ""
    rest: str = ""


def email(text: str, pending: bool = False) -> Found:
    """Finds an e-mail address, typed or spoken ("sam at example dot org").

    Args:
        text: What was typed.
        pending: Whether an address or number was asked for.

    Returns:
        The last usable address, or what is wrong with the last one.
    """
    found = [(m.start(), m.end(), m[0].replace(" ", "")) for m in _ADDRESS.finditer(text) if _meant(m[0])]
    if not found:
        found = [(m.start(), m.end(), _typed(m)) for m in _SPOKEN.finditer(text) if pending or " dot " in m[0].lower()]
    problem = ""
    for start, end, address in reversed(found):
        address = address.strip(".!?…'\"")
        rest = f"{text[:start]} {text[end:]}"
        try:
            checked = validate_email(address, check_deliverability=False, allow_smtputf8=True)
            return Found(checked.normalized, "", rest)
        except EmailNotValidError:
            domain = address.rpartition("@")[2]
            problem = problem or ("email_no_ending" if domain and "." not in domain else "email_bad")
    if not found and pending and re.search(r"\b\w+\.(?:com|org|net|co\.uk|de|fr)\b", text):
        return Found("", "email_no_at", text)
    return Found("", problem, text)


def corrected_email(text: str, held: str) -> str:
    """Returns the address held with a correction applied ("no wait, it's .co.uk"), or nothing where there is none."""
    local, _, domain = held.partition("@")
    folded = fold(text)
    if not domain or len(folded.split()) > 14 or has(folded, "name") or has(folded, "called"):
        return ""
    candidate = ""
    ending, spoken, whole = _ENDING.search(text), _SPOKEN_ENDING.search(text), _DOMAIN.search(text)
    swap = _NOT.search(text)
    if ending or spoken:
        new = ending[1] if ending else re.sub(r" dot ", ".", spoken[1], flags=re.IGNORECASE)  # type: ignore[index]
        candidate = f"{local}@{domain.split('.')[0]}.{new}"
    elif whole:
        candidate = f"{local}@{whole[1]}"
    elif swap:
        right, wrong = (_SIGNS.get(word.lower(), word) for word in swap.groups())
        if wrong.lower() in held.lower():
            place = held.lower().rindex(wrong.lower())
            candidate = held[:place] + right + held[place + len(wrong) :]
    if not candidate or candidate == held:
        return ""
    return email(candidate).value


def phone(text: str, region: str, pending: bool = False) -> Found:
    """Finds a phone number and keeps it as it was typed.

    Args:
        text: What was typed, without any e-mail address.
        region: Two letters: whose numbers need no country code.
        pending: Whether an address or number was asked for.

    Returns:
        The last usable number, or, where one was asked for, what is wrong with the digits.
    """
    dates = [m.span() for m in _DATE.finditer(text)]
    matches = list(phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.POSSIBLE))
    for match in reversed(matches):
        if any(start < match.end and match.start < end for start, end in dates):
            continue
        digits = sum(char.isdigit() for char in match.raw_string)
        if phonenumbers.is_valid_number(match.number) or SHORTEST < digits <= LONGEST:
            number = re.sub(r"\s+", " ", match.raw_string.split(";")[0]).strip()
            return Found(number, "", f"{text[: match.start]} {text[match.end :]}")
    if pending:
        bare = _DATE.sub(" ", text)
        longest = max((sum(c.isdigit() for c in m[0]) for m in _DIGITS.finditer(bare)), default=0)
        if longest >= SOME_DIGITS:
            return Found(
                "", "phone_short" if longest <= SHORTEST + 1 else "phone_long" if longest > 11 else "phone_bad", text
            )
    return Found("", "", text)


def corrected_phone(text: str, held: str) -> str:
    """Returns the number held with its last digits corrected ("no, it ends in 357"), or nothing."""
    ends = _ENDS_IN.search(text)
    if not held or not ends:
        return ""
    new = re.sub(r"\D", "", ends[1])
    kept, left = [], len(new)
    for char in reversed(held):
        if char.isdigit() and left:
            left -= 1
            kept.append(new[left])
        else:
            kept.append(char)
    return "".join(reversed(kept))


def _meant(match: str) -> bool:
    """Whether this is an address rather than "see you @ work"."""
    return " @ " not in match or "." in match.rpartition("@")[2]


def _typed(match: re.Match[str]) -> str:
    def signs(part: str) -> str:
        words = re.split(r"[\s()\[\]{}]+", part)
        return "".join(_SIGNS.get(word.lower(), word) for word in words)

    return f"{signs(match['local'])}@{signs(match['domain'])}"
