"""What a message says to the intake: which fields it gives, and what it wants the intake to do. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.intake import contact, names, signs
from bot.intake.definition import Definition, Phrases
from bot.intake.fold import fold, has, line, lines
from bot.intake.fold import plain as plain_line
from bot.intake.signs import Signs

ANYWHERE_WORDS = 30
"""Longer messages tell something; words in them that could be a command are not one."""
FREE_WORDS = 14
ORDERS = ("withdraw", "stop", "back", "why", "privacy", "change", "status", "continue", "skip")
QUESTION_WORDS = frozenset(
    "what whats why who whos where how hows which is are am do does did can could will would should shall may has have".split()
)
_SEGMENTS = re.compile(r"[,;\n]|(?<=\w{3})[.!]\s+|\s[-–—]\s|\s+(?:and|but)\s+(?=(?:my|i|im|i'm|you|email|text|call|ring|phone|by|mornings?|evenings?|afternoons?|weekends?|mon|tue|wed|thu|fri|sat|sun)\w*\b)", re.IGNORECASE)
_CLOCK = re.compile(r"\b(?:after|before|around|between|from|until|till|at|by) (?:half )?\d{1,2}\b|\b\d{1,2} ?(?:am|pm)\b|\b\d{1,2}[:.]\d\d\b", re.IGNORECASE)
_NO = re.compile(r"\b(?:not|no|dont|do not|never|rather than|instead of|except|without|please dont|cant|anything but) (?:by |on |the |a |an |via |use |to |you )*$")
_NEGATED = re.compile(r"\b(?:no|not|dont|never|wont|cant|nothing|without)\b")
_TELLING = re.compile(r"\b(?:i cry|cry|cries|cried|crying|feel|feeling|sleep|worse|better|tears|sad|because)\b")
_ABOUT = re.compile(r"^(?:(?:and )?(?:its|it is|this is|mainly|mostly|basically) (?:about|because of|to do with)|(?:the )?reason is|about|because of|struggling with|i want help with|i need help with|help with|it concerns)\s+(?=\S)", re.IGNORECASE)
_OWN = re.compile(r"\b(?:my|new|the) (?:e mail|email|number|phone|mobile|address)\b")
_NAMED = re.compile(r"\bcalls? me [\w.]+", re.IGNORECASE)
_CALL_AT = re.compile(r"\bcall me (?:on|at|in|after|before|back|please|any|when|if|mon|tue|wed|thu|fri|sat|sun|morning|evening|afternoon|during|between|tomorrow|or|instead)")
SEVERAL = 3
"""A message that gives this many fields is a whole introduction."""
_TO_TIMES = re.compile(r"^(?:(?:yes|but|and|or|please|actually|rather|maybe|make (?:it|that)|change (?:it|that) to|let'?s say|ok|okay|great|sure|hmm+|um+|well|erm?|thanks|thank you|right|fine)\b[\s,.:]*)+(?=\w)", re.IGNORECASE)
_WONDERS = re.compile(r"\b(?:can|could|may|how do|how can|how would|how could|what if|am) i\b")
_MUCH_TIME = 6
_FEW = 3


@dataclass(frozen=True)
class Heard:
    """A message as the intake hears it.

    Attributes:
        orders: What it wants the intake to do; names of `controls` and of buttons, nothing or more than one.
        fields: What it gives, link id to value.
        problem: Text key: what is wrong with something it tries to give.
        change: Link id of a field that it wants to change.
        signs: Who it is for.
        question: It asks something.
        cut: Most characters that were kept, where some were cut.
        corrects: It puts something right that was said before.
        starts_yes: Its first word is a yes, whatever follows.
        starts_no: Its first word is a no.
    """

    orders: frozenset[str] = frozenset()
    fields: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    change: str = ""
    signs: Signs = Signs()
    question: bool = False
    cut: int = 0
    corrects: bool = False
    starts_yes: bool = False
    starts_no: bool = False


def hear(text: str, at: str, definition: Definition, region: str, held: Mapping[str, str] | None = None) -> Heard:
    """Reads a message.

    Args:
        text: The whole message.
        at: The question that waits for an answer, or where else the intake stands.
        definition: The intake.
        region: Country whose phone numbers need no country code.
        held: What was given before, for corrections.

    Returns:
        What it says.
    """
    known = held or {}
    plain = plain_line(text)
    folded = fold(plain)
    orders = _orders(plain, folded, at, definition)
    found, problem, rest = _contact(plain, at, region)
    corrects = False
    if not found and at != "about":
        fixed = contact.corrected_email(plain, known.get("email") or "x@x.xx")
        number = contact.corrected_phone(plain, known.get("phone", ""))
        corrects = bool(fixed or number)
        if fixed and known.get("email"):
            found["email"] = fixed
        if number:
            found["phone"] = number
        problem = "" if corrects else problem
    asks = question(plain, folded, definition)
    told = signs.read(plain, definition, free=at == "about")
    cut = 0
    if not orders & {"withdraw", "stop", "back", "why", "privacy"} and not corrects:
        idle = {"skip", "continue"} | ({"agree", "send"} if at == "about" and len(folded.split()) <= _FEW else set())
        answers = at in ("about", "when", "note") and not orders & idle and not _mid_question(plain, at, asks, definition)
        if at in ("about", "note"):
            if answers and not _only_contact(rest, found, definition):
                limit = definition.field(at).limit
                whole = lines(text)
                found = {at: whole[:limit].rstrip()} if whole else {}
                cut = limit if len(whole) > limit else 0
        else:
            _parts(rest, plain, at, found, definition, asks)
            if answers and "when" not in found and not _only_contact(rest, found, definition):
                found["when"] = _times(_left(rest, found, definition) or plain)[: definition.field("when").limit]
    if at == "edit" and any(folded == word for words in definition.field_words.values() for word in words):
        found = {}
    if at == "name" and "name" not in found and not problem and re.search(r"[=+<>{}|;\\/$%*#@\d]|--", plain) and not found:
        problem = "name_signs" if not asks else ""
    return Heard(orders, found, problem, _to_change(folded, at, definition), told, asks, cut, corrects, _yes_first(folded, definition), folded.split()[:1] in (["no"], ["nope"], ["nah"]))


def question(plain: str, folded: str, definition: Definition) -> bool:
    """Tells whether a text asks something."""
    if plain.rstrip(" \"')😊🙂").endswith("?"):
        return True
    words = _bare(folded, definition).split()
    return len(words) > 2 and words[0] in QUESTION_WORDS


def alone(folded: str, phrases: Phrases, definition: Definition) -> bool:
    """Tells whether the whole message, little words apart, is one of the phrases."""
    return folded in phrases.alone or _bare(folded, definition) in phrases.alone


def anywhere(folded: str, phrases: Phrases) -> bool:
    """Tells whether one of the phrases stands in the message."""
    return any(has(folded, words) for words in phrases.anywhere)


def _orders(plain: str, folded: str, at: str, definition: Definition) -> frozenset[str]:
    pressed = {name for name, title in definition.buttons.items() if folded == fold(title)}
    if pressed:
        return frozenset(pressed)
    found = set()
    count = len(folded.split())
    most = FREE_WORDS if at in ("about", "note") else ANYWHERE_WORDS
    wonders = bool(_WONDERS.search(folded)) and question(plain, folded, definition)
    for name, phrases in definition.controls.items():
        if name == "withdraw" and wonders or name == "stop" and at in ("about", "note") and folded not in phrases.alone:
            continue
        if alone(folded, phrases, definition) or count <= most and anywhere(folded, phrases):
            found.add(name)
    if wonders and anywhere(folded, definition.controls["withdraw"]):
        found.add("privacy")
    if anywhere(folded, definition.controls["agree"]) and not _NEGATED.search(folded) and not plain.endswith("?"):
        found.add("consents")
    if "agree" not in found and agrees(plain, folded, definition):
        found.add("agree")
    return frozenset(found)


def agrees(plain: str, folded: str, definition: Definition) -> bool:
    """Tells whether a message starts with a yes that nothing takes back: "yes, I'm Sam and I'm 40"."""
    return _yes_first(folded, definition) and not _NEGATED.search(folded) and not question(plain, folded, definition)


def _yes_first(folded: str, definition: Definition) -> bool:
    words = folded.split()
    yes = definition.controls["agree"].alone
    return any(" ".join(words[:size]) in yes and words[size : size + 1] != ["not"] for size in (2, 1))


def _bare(folded: str, definition: Definition) -> str:
    """The words without the little ones in front and behind."""
    words = folded.split()
    changed = True
    while changed and len(words) > 1:
        changed = False
        for size in (3, 2, 1):
            if len(words) > size and " ".join(words[:size]) in definition.fillers:
                words, changed = words[size:], True
                break
            if len(words) > size and " ".join(words[-size:]) in definition.fillers:
                words, changed = words[:-size], True
                break
    return " ".join(words)


def _contact(plain: str, at: str, region: str) -> tuple[dict[str, str], str, str]:
    """E-mail address and phone number in a message, what is wrong with one, and the rest of it."""
    pending = at == "contact"
    mail = contact.email(plain, pending)
    phone = contact.phone(mail.rest, region, pending and not mail.value)
    found = {name: one.value for name, one in (("email", mail), ("phone", phone)) if one.value}
    return found, "" if found else mail.problem or phone.problem, phone.rest


def _parts(rest: str, plain: str, at: str, found: dict[str, str], definition: Definition, asks: bool) -> None:
    """Takes the fields that stand in single parts of a message."""
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
        if "when" not in found and at != "when" and (at != "name" or len(parts) > 1) and _time(part, folded, definition):
            found["when"] = _times(part)
        why = _ABOUT.match(part)
        if why and "about" not in found and len(folded.split()) > 2 and not asks:
            found["about"] = line(part[why.end() :])
    if at == "name" and "when" not in found and len(parts) == 1 and _time(parts[0], fold(parts[0]), definition):
        found["when"] = _times(parts[0])
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


def _times(text: str) -> str:
    """Good times in their own words, without what only leads there."""
    return line(_TO_TIMES.sub("", text.strip()) or text)


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
        named = [o for o in definition.field(name).options if o.code != "either" and any(has(folded, w) for w in o.words)]
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


def _time(part: str, folded: str, definition: Definition) -> bool:
    """Whether a short part says when: "Wednesdays after 5"."""
    if len(folded.split()) > _MUCH_TIME or _TELLING.search(folded) or part.endswith("?") and len(folded.split()) > 3:
        return False
    return any(has(folded, words) for words in definition.times) or bool(_CLOCK.search(part))


def _mid_question(plain: str, at: str, asks: bool, definition: Definition) -> bool:
    """Whether a message to a free-text question is a question of its own rather than the answer."""
    if not plain.rstrip(" \"')").endswith("?"):
        return False
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", plain) if _bare(fold(s), definition) not in definition.fillers]
    if any(not question(s, fold(s), definition) for s in sentences) and len(plain.split()) > _FEW:
        return False
    if at == "when":
        return not (len(plain.split()) <= 4 and _time(plain.rstrip("?"), fold(plain), definition))
    return len(plain.split()) <= 25


def _only_contact(rest: str, found: Mapping[str, str], definition: Definition) -> bool:
    """Whether a message gave an address or another field, and hardly a word beside it."""
    if not found:
        return False
    left = _bare(_left(rest, found, definition), definition)
    return len([w for w in left.split() if w not in ("my", "is", "its", "email", "number", "phone", "by", "me", "at", "on", "new", "use", "best")]) == 0


def _left(rest: str, found: Mapping[str, str], definition: Definition) -> str:
    """The parts of a message that gave nothing yet."""
    parts = [part.strip() for part in _SEGMENTS.split(rest) if part and re.search(r"\w", part)]
    used = {fold(value) for value in found.values()}
    how = found.get("how")
    option_words = next((o.words for o in definition.field("how").options if o.code == how), ()) if how else ()
    left = [p for p in parts if fold(p) not in used and not any(has(fold(p), w) for w in option_words)]
    return rest if len(left) == len(parts) else ", ".join(left)


def _to_change(folded: str, at: str, definition: Definition) -> str:
    """The field that someone wants to change: "change my email", or its name alone where it was asked."""
    wanted = definition.controls["change"]
    if not (at == "edit" or anywhere(folded, wanted) or alone(folded, wanted, definition)) or len(folded.split()) > 14:
        return ""
    labels = {fold(f.summary): f.id for f in definition.fields}
    if at == "edit" and folded in labels:
        return labels[folded]
    best = ("", "")
    for name, words in definition.field_words.items():
        for word in words:
            if has(folded, word) and len(word) > len(best[1]):
                best = (name, word)
    return best[0]
