"""What a message says to the intake: which fields it gives, and what it wants the intake to do. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.intake import contact, signs
from bot.intake.definition import Definition
from bot.intake.fold import fold, lines
from bot.intake.fold import plain as plain_line
from bot.intake.orders import anywhere, bare, orders_in, question, to_change, yes_first
from bot.intake.parts import is_time, left_over, only_contact, take_parts, times
from bot.intake.signs import Signs

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
        amends: It puts something in the place of what was sent: "evenings instead".
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
    amends: bool = False


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
    orders = orders_in(plain, folded, at, definition)
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
        answers = (
            at in ("about", "when", "note") and not orders & idle and not mid_question(plain, at, asks, definition)
        )
        if at in ("about", "note"):
            if answers and not only_contact(rest, found, definition):
                limit = definition.field(at).limit
                whole = lines(text)
                found = {at: whole[:limit].rstrip()} if whole else {}
                cut = limit if len(whole) > limit else 0
        else:
            take_parts(rest, plain, at, found, definition, asks)
            if answers and "when" not in found and not only_contact(rest, found, definition):
                found["when"] = times(left_over(rest, found, definition) or plain)[: definition.field("when").limit]
    if at == "edit" and any(folded == word for words in definition.field_words.values() for word in words):
        found = {}
    if (
        at == "name"
        and "name" not in found
        and not problem
        and re.search(r"[=+<>{}|;\\/$%*#@\d]|--", plain)
        and not found
    ):
        problem = "name_signs" if not asks else ""
    return Heard(
        orders,
        found,
        problem,
        to_change(folded, at, definition),
        told,
        asks,
        cut,
        corrects,
        yes_first(folded, definition),
        folded.split()[:1] in (["no"], ["nope"], ["nah"]),
        anywhere(folded, definition.controls["amend"]),
    )


def _contact(plain: str, at: str, region: str) -> tuple[dict[str, str], str, str]:
    """E-mail address and phone number in a message, what is wrong with one, and the rest of it."""
    pending = at == "contact"
    mail = contact.email(plain, pending)
    phone = contact.phone(mail.rest, region, pending and not mail.value)
    found = {name: one.value for name, one in (("email", mail), ("phone", phone)) if one.value}
    return found, "" if found else mail.problem or phone.problem, phone.rest


def mid_question(plain: str, at: str, asks: bool, definition: Definition) -> bool:
    """Whether a message to a free-text question is a question of its own rather than the answer."""
    if not plain.rstrip(" \"')").endswith("?"):
        return False
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", plain) if bare(fold(s), definition) not in definition.fillers]
    if any(not question(s, fold(s), definition) for s in sentences) and len(plain.split()) > _FEW:
        return False
    if at == "when":
        return not (len(plain.split()) <= 4 and is_time(plain.rstrip("?"), fold(plain), definition))
    return len(plain.split()) <= 25
