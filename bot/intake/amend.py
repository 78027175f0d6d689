"""After it was sent: a request can still be changed, a field at a time, and nothing else of it moves. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.intake.definition import Definition
from bot.intake.fold import fold, plain
from bot.intake.hear import Heard, hear
from bot.intake.orders import field_named
from bot.intake.place import AMEND, EDIT, SENT, need
from bot.intake.step import AMENDS, TRIED_OFTEN, Step, fill

_NEW = re.compile(
    r"\b(?:to|should be|should have been|should say|is now|it's|it is|i meant|now it's)[:\s]+(\S.*)$", re.IGNORECASE
)
LEAVES = frozenset({"keep", "stop", "skip", "back", "refuse", "dont_send"})
CONTACT = ("email", "phone")


def asked(definition: Definition, place: Mapping[str, Any]) -> str:
    """Returns the question that waits; where something sent is changed, the one for that field."""
    if place.get("at") != AMEND:
        return str(place.get("at", ""))
    wanted = place.get("edit", "")
    return definition.question_of(wanted) or wanted or EDIT


def listen(text: str, place: Mapping[str, Any], definition: Definition, region: str, held: Mapping[str, str]) -> Heard:
    """Reads a message; after sending also "my name should be Nell" and "change my time to Fridays" in one breath.

    Args:
        text: The whole message.
        place: Where the intake stands.
        definition: The intake.
        region: Country whose phone numbers need no country code.
        held: What was given before, for corrections.

    Returns:
        What it says.
    """
    said = hear(text, asked(definition, place), definition, region, held)
    if place.get("at") != SENT or not (said.change or said.amends):
        return said
    name = said.change or ("" if said.fields else field_named(fold(text), definition))
    new = _NEW.search(plain(text))
    if not name or name in said.fields or not new or fold(new[1]) in definition.field_words.get(name, ()):
        return said
    told = hear(new[1], definition.question_of(name) or name, definition, region, held).fields
    return replace(said, change=name, fields={**said.fields, name: told[name]}) if name in told else said


def after_sending(definition: Definition, step: Step, heard: Heard) -> Step:
    """Takes a message after the request was sent: a change, a question on how it stands, or another request."""
    if "drop_note" in heard.orders and step.fields.get("note"):
        step.do, step.fields = [AMENDS], {"note": ""}
        return _over(step, "amended")
    given = _meant(heard)
    if given:
        return _amended(step, given, heard)
    if heard.change or "change" in heard.orders:
        return _asked(step, heard.change)
    step.say = ["sent_status" if "status" in heard.orders else "sent_again"]
    return step


def amending(definition: Definition, step: Step, heard: Heard) -> Step:
    """Takes the answer to "what is the right one?"."""
    place, orders = step.place, heard.orders
    wanted = place.get("edit", "")
    given = _meant(heard) or dict(heard.fields)
    if wanted not in CONTACT:
        given = {name: value for name, value in given.items() if not wanted or name in (wanted, *CONTACT)}
    if given:
        return _amended(step, given, heard)
    if heard.change and heard.change != wanted:
        return _asked(step, heard.change)
    if orders & {"why", "privacy", "who_reads"}:
        step.say = ["privacy", "ask"]
        return step
    if orders & LEAVES:
        return _over(step, "amend_left")
    if orders & {"continue", "agree", "send", "change"} and not heard.problem:
        step.say = ["ask"]
        return step
    tries = place["tries"] = place.get("tries", 0) + 1
    if tries >= TRIED_OFTEN:
        return _over(step, "amend_by_phone")
    step.say = [heard.problem] if heard.problem else ["amend_again", "ask"]
    return step


def _meant(heard: Heard) -> Mapping[str, str]:
    """What a message changes: a field that it names, an address or number, or what it puts in another's place."""
    if heard.question and not heard.amends:
        return {}
    sure = {heard.change, *CONTACT} if heard.change or not heard.amends else set(heard.fields) - {"name", "about"}
    return {name: value for name, value in heard.fields.items() if name in sure}


def _amended(step: Step, given: Mapping[str, str], heard: Heard) -> Step:
    changed = fill(step, given)
    lacks = need(step.place, step.fields)
    if changed:
        step.do, step.fields = [AMENDS], {name: step.fields[name] for name in sorted(changed)}
    if lacks:
        # They can only be reached that way once there is such a number or address.
        step = _asked(step, lacks)
        step.place["need"] = lacks
        step.say = ["amended", "ask"] if changed else ["ask"]
        return step
    step = _over(step, "amended" if changed else "amend_same")
    if heard.cut:
        step.say.append("cut")
    return step


def _asked(step: Step, name: str) -> Step:
    step.place |= {"at": AMEND, "edit": name, "need": "", "tries": 0}
    step.say = ["ask"]
    return step


def _over(step: Step, text: str) -> Step:
    for name in ("edit", "need", "tries"):
        step.place.pop(name, None)
    step.place["at"], step.say = SENT, [text]
    return step
