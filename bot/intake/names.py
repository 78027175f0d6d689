"""Reads a name out of what people type: "it's Anna", "call me M.", "Nora Whitfield", and not "I agree"."""

from __future__ import annotations

import re
import unicodedata

from bot.intake.definition import Definition
from bot.intake.fold import fold, line

MOST_WORDS = 7
FEW_WORDS = 3
_BRACKETS = re.compile(r"\([a-zA-Z/ ,.'-]*\)|\[[a-zA-Z/ ,.'-]*\]")
_FINE = re.compile(r"['’]s(?: (?:fine|ok|okay|good|enough|great))?$", re.IGNORECASE)
_CODE = re.compile(r"--|'\s*\)|['\"]\s*;|[{}<>|=]|\bdrop table\b|\bselect\b.*\bfrom\b", re.IGNORECASE)
_NOT_THAT = re.compile(r"(?:,\s*|\s+)not\s+[A-Z]\S*$")
_NICK = re.compile(r"\b(?:calls? me|go by|known as)\b", re.IGNORECASE)
_TAGS = re.compile(r"</?[a-zA-Z][^<>]*>")
_FORBIDDEN = re.compile(r"[0-9@=+<>{}|;\\/$%^*_#~\"?!&()\[\]:]|--")
_PARTS = re.compile(
    r"[,;\n]|(?<=[^\W\d_]{3})\.\s+|\s[-–—]\s|!\s*|:\s|\s+but\s+|\s+and\s+(?=my\b|i\b|im\b|i'm\b|email\b|you\b)",
    re.IGNORECASE,
)
_TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "rev"}


def name(text: str, definition: Definition, asked: bool) -> str:
    """Finds a name.

    Args:
        text: What was typed, without addresses and numbers.
        definition: Its lists of words that are no names, and of what stands around one.
        asked: Whether a name was asked for; otherwise only "my name is" and the like count.

    Returns:
        The name as it was typed, or nothing.
    """
    bare = _BRACKETS.sub(" ", _TAGS.sub(" ", text))
    if _CODE.search(bare):
        return ""
    parts = [part for part in _PARTS.split(bare) if part and part.strip()]
    nick = _nickname(parts, definition) if asked and len(parts) > 1 else ""
    if nick:
        return nick
    for lead_needed in (True, False) if asked else (True,):
        for part in parts:
            found = _of_part(part, definition, lead_needed, asked)
            if found:
                return found
    return ""


def _nickname(parts: list[str], definition: Definition) -> str:
    """ "Elizabeth, but everyone calls me Liz": both are kept, since either may stand on a letter."""
    nicks = [part for part in parts if _NICK.search(part)]
    nick = _of_part(nicks[0], definition, True, True) if nicks else ""
    whole = next((n for part in parts if part not in nicks and (n := _of_part(part, definition, False, True))), "")
    return f"{whole} ({nick})" if nick and whole and nick != whole else ""


def looks_like_one(text: str, definition: Definition) -> bool:
    """Tells whether a short text is a name and nothing else."""
    return bool(_checked(_plain(text), definition, led=False))


def _of_part(part: str, definition: Definition, lead_needed: bool, asked: bool) -> str:
    words = _NOT_THAT.sub("", _plain(part)).split()
    words = _without_fillers(words, definition)
    led = sure = False
    for size in (4, 3, 2, 1):
        lead = fold(" ".join(words[:size]))
        if len(words) > size and lead in definition.name_leads:
            led, sure = True, lead in definition.sure_name_leads
            words = _without_fillers(words[size:], definition)
            break
    for size in (3, 2, 1):
        if len(words) > size and fold(" ".join(words[-size:])) in definition.name_tails:
            words = words[:-size]
            led = led or asked
            break
    if lead_needed and not led or not asked and not sure and not (led and _capitals(words)):
        return ""
    return _checked(" ".join(words), definition, led=led and sure)


def _checked(candidate: str, definition: Definition, led: bool) -> str:
    candidate = _FINE.sub("", candidate).strip(" ,;'’‘`´-–—…")
    if candidate.endswith(".") and len(candidate.split()[-1]) > 2 and "." not in candidate[:-1]:
        candidate = candidate[:-1]
    words = candidate.split()
    if not words or len(words) > MOST_WORDS or _FORBIDDEN.search(candidate) or len(candidate) > 80:
        return ""
    if not any(unicodedata.category(c).startswith("L") for c in candidate):
        return ""
    capitals = _capitals(words)
    common = [w for w in words if fold(w) in definition.not_names and fold(w) not in _TITLES]
    if capitals or led:
        common = [w for w in common if fold(w) not in definition.names_too]
    if common or len(words) > FEW_WORDS and not capitals and not led:
        return ""
    if len(words) == 1 and fold(words[0]) in _TITLES:
        return ""
    return line(candidate)


def _capitals(words: list[str]) -> bool:
    """Whether it is written like a name; scripts without capitals count as such."""
    return bool(words) and (words[0][:1].isupper() or unicodedata.category(words[0][0]) == "Lo")


def _plain(text: str) -> str:
    """The text without emoji and other symbols: nobody's name, however pretty."""
    kept = (
        " " if unicodedata.category(c) in ("So", "Sk", "Cn") or c in "\u200d\ufe0f" else c
        for c in line(text)
        if c not in "\u200d\ufe0f"
    )
    return " ".join("".join(kept).split())


def _without_fillers(words: list[str], definition: Definition) -> list[str]:
    changed = True
    while changed:
        changed = False
        for size in (3, 2, 1):
            if len(words) > size and fold(" ".join(words[:size])) in definition.fillers:
                words, changed = words[size:], True
                break
        else:
            for size in (2, 1):
                if len(words) > size and fold(" ".join(words[-size:])) in definition.fillers:
                    words, changed = words[:-size], True
                    break
    return words
