"""Which fields stand in the parts of a message: how and when to reach someone, name, language, the reason. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.intake import names
from bot.intake.definition import Definition
from bot.intake.fold import fold, has, line
from bot.intake.orders import bare

_SEGMENTS = re.compile(
    r"[,;\n]|(?<=\w{3})[.!]\s+|\s[-–—]\s|\s+(?:and|but)\s+(?=(?:my|i|im|i'm|you|email|text|call|ring|phone|by|"
    r"mornings?|evenings?|afternoons?|weekends?|mon|tue|wed|thu|fri|sat|sun)\w*\b)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?:after|before|around|between|from|until|till|at|by) (?:half )?\d{1,2}\b|\b\d{1,2} ?(?:am|pm)\b|"
    r"\b\d{1,2}[:.]\d\d\b",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\b(?:not|no|dont|do not|never|rather than|instead of|except|without|please dont|cant|"
    r"anything but) (?:by |on |the |a |an |via |use |to |you )*$"
)
_TELLING = re.compile(r"\b(?:i cry|cry|cries|cried|crying|feel|feeling|sleep|worse|better|tears|sad|because)\b")
_ABOUT = re.compile(
    r"^(?:(?:and )?(?:its|it is|this is|mainly|mostly|basically) (?:about|because of|to do with)|"
    r"(?:the )?reason is|about|because of|struggling with|i want help with|i need help with|help with|"
    r"it concerns)\s+(?=\S)",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:my|new|the) (?:e mail|email|number|phone|mobile|address)\b")
_NAMED = re.compile(r"\bcalls? me [\w.]+", re.IGNORECASE)
_CALL_AT = re.compile(
    r"\bcall me (?:on|at|in|after|before|back|please|any|when|if|mon|tue|wed|thu|fri|sat|sun|morning|evening|"
    r"afternoon|during|between|tomorrow|or|instead)"
)
_TO_TIMES = re.compile(
    r"^(?:(?:yes|but|and|or|please|actually|rather|maybe|make (?:it|that)|"
    r"change (?:it|that|(?:my|the) \w+(?: \w+)?) to|let'?s say|ok|"
    r"okay|great|sure|hmm+|um+|well|erm?|thanks|thank you|right|fine)\b[\s,.:]*)+(?=\w)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"(?:[\s,]+(?:instead|please|then|thanks|thank you))+[\s.!]*$", re.IGNORECASE)
SEVERAL = 3
"""A message that gives this many fields is a whole introduction."""
_MUCH_TIME = 6
_FEW = 3


def take_parts(rest: str, plain: str, at: str, found: dict[str, str], definition: Definition, asks: bool) -> None:
    """Takes the fields that stand in single parts of a message.

    Args:
        rest: The message without addresses and numbers.
        plain: The whole message as one line.
        at: The question that waits.
        found: What was found so far; grows.
        definition: The intake.
        asks: The message asks something.
    """
    parts = [part.strip() for part in _SEGMENTS.split(rest) if part and re.search(r"\w", part)]
    given = bool(found)
    for part in parts:
        folded = fold(part)
        if not folded:
            continue
        if at in ("child_age", "other_knows") and not given:
            break
        for name in ("how", "mode", *(("for_whom",) if at == "for_whom" else ())):
            if name == "how" and _NAMED.search(part) and not _CALL_AT.search(folded):
                continue
            code = _choice(part, folded, name, at, given, definition)
            if code and name not in found:
                found[name] = code
        tongue = _language(folded, at, definition)
        if tongue:
            found["language"] = tongue
        if (
            "when" not in found
            and at != "when"
            and (at != "name" or len(parts) > 1)
            and is_time(part, folded, definition)
        ):
            found["when"] = times(part)
        why = _ABOUT.match(part)
        if why and "about" not in found and len(folded.split()) > 2 and not asks:
            found["about"] = line(part[why.end() :])
    if at == "name" and "when" not in found and len(parts) == 1 and is_time(parts[0], fold(parts[0]), definition):
        found["when"] = times(parts[0])
    if not asks or given or at == "name" and len(plain.split()) <= 2:
        listed = given and len(parts) > 1 and names.looks_like_one(parts[0], definition)
        called = names.name(parts[0] if listed and at != "name" else rest, definition, asked=at == "name" or listed)
        if called and not (found.get("when") and fold(called) == fold(found["when"])):
            found["name"] = called[: definition.field("name").limit]
    if "about" not in found and not asks and (about := _told(rest, found, definition)):
        found["about"] = about


def _told(rest: str, found: Mapping[str, str], definition: Definition) -> str:
    """What it is about, where a message gives several things at once and has a part left that tells."""
    if len(found) < SEVERAL:
        return ""
    for part in re.split(r"[,;\n]|(?<=\w{3})[.!]\s+", rest):
        folded = fold(part)
        used = any(fold(value) and has(folded, fold(value)) for value in found.values())
        if not used and any(has(folded, word) for word in definition.telling):
            return line(part)
    return ""


def times(text: str) -> str:
    """Returns good times in their own words, without what only leads there."""
    return line(_ASIDE.sub("", _TO_TIMES.sub("", text.strip())) or text)


def _choice(part: str, folded: str, name: str, at: str, given: bool, definition: Definition) -> str:
    """The option that a part names. Unless it was asked for, only "email me" and the like name one."""
    best: tuple[int, int, str] | None = None
    asked = at == name or name == "mode" and at in ("summary", "edit")
    for option in definition.field(name).options:
        if folded == fold(option.label):
            return option.code
        for words in option.words:
            match = re.search(rf"\b{re.escape(words)}\b", folded)
            if not match or _NO.search(folded[: match.start()]):
                continue
            firm = " " in words and not words.startswith(("an ", "any ", "a ")) or folded == words
            if given and _OWN.search(folded) or not asked and (not firm or option.code == "either"):
                continue
            rank = (match.start(), -len(words), option.code)
            if best is None or rank < best:
                best = rank
    if best and best[2] == "either":
        named = [
            o for o in definition.field(name).options if o.code != "either" and any(has(folded, w) for w in o.words)
        ]
        if len(named) == 1:
            return named[0].code
    return best[2] if best else ""


def _language(folded: str, at: str, definition: Definition) -> str:
    for words, name in definition.languages.items():
        if has(folded, f"in {words}") or has(folded, f"speak {words}") or has(folded, f"{words} please"):
            return name
        if (at == "language" or folded == words) and has(folded, words):
            return name
    return line(folded).capitalize() if at == "language" and 0 < len(folded.split()) <= _FEW else ""


def is_time(part: str, folded: str, definition: Definition) -> bool:
    """Tells whether a short part says when: "Wednesdays after 5"."""
    if len(folded.split()) > _MUCH_TIME or _TELLING.search(folded) or part.endswith("?") and len(folded.split()) > 3:
        return False
    return any(has(folded, words) for words in definition.times) or bool(_CLOCK.search(part))


def only_contact(rest: str, found: Mapping[str, str], definition: Definition) -> bool:
    """Tells whether a message gave an address or another field, and hardly a word beside it."""
    if not found:
        return False
    left = bare(left_over(rest, found, definition), definition)
    return (
        len(
            [
                w
                for w in left.split()
                if w
                not in ("my", "is", "its", "email", "number", "phone", "by", "me", "at", "on", "new", "use", "best")
            ]
        )
        == 0
    )


def left_over(rest: str, found: Mapping[str, str], definition: Definition) -> str:
    """Returns the parts of a message that gave nothing yet."""
    parts = [part.strip() for part in _SEGMENTS.split(rest) if part and re.search(r"\w", part)]
    used = {fold(value) for value in found.values()}
    how = found.get("how")
    option_words = next((o.words for o in definition.field("how").options if o.code == how), ()) if how else ()
    left = [p for p in parts if fold(p) not in used and not any(has(fold(p), w) for w in option_words)]
    return rest if len(left) == len(parts) else ", ".join(left)
