"""The intake's conversation as a pure state machine: fields in, what is missing out. It knows no store and no words.

`advance` takes where the intake stands, what was given, and what a message says; it returns the next place, the fields,
the names of the texts to say, and what is to be done with the store.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.intake.amend import after_sending, amending
from bot.intake.consent import agreed, consent
from bot.intake.definition import Definition
from bot.intake.hear import Heard
from bot.intake.place import (
    AMEND,
    CHILD,
    CHILD_AGE,
    CONSENT,
    EDIT,
    EXTRAS,
    GONE,
    ME,
    MINOR,
    OPEN,
    OTHER,
    OTHER_KNOWS,
    REFUSED,
    SENT,
    STOPPED,
    SUMMARY,
)
from bot.intake.step import SUBMIT, TRIED_OFTEN, WITHDRAW, WRITE, Step, again, end, fill, go_on
from bot.intake.whom import child_age, other_knows, stops_for

ASKED_OFTEN = 2


def begin(definition: Definition, heard: Heard) -> Step:
    """Starts an intake: asks for consent, unless the message already says who it is for or that it agrees."""
    step = Step({"at": CONSENT, "whom": ME}, {}, ["consent_start"])
    if stops_for(step, heard):
        return step
    if "consents" in heard.orders:
        return agreed(step, heard)
    step.say = ["others_child_start"] if step.place["whom"] == CHILD else ["consent_start", "consent_ask"]
    return step


def advance(definition: Definition, place: Mapping[str, Any], fields: Mapping[str, str], heard: Heard) -> Step:
    """Takes one message.

    Args:
        definition: The intake.
        place: Where it stands.
        fields: What was given before.
        heard: What the message says.

    Returns:
        What follows.
    """
    step = Step({"whom": ME, **place}, dict(fields), cut=heard.cut)
    orders, at = heard.orders, place.get("at", "")
    if orders & {"withdraw", "delete"}:
        return end(step, REFUSED, "refused") if at == CONSENT else _withdraw(step)
    if at not in OPEN:
        return _closed(definition, step, heard)
    if step.place.pop("paused", False) and not heard.fields:
        return again(step)
    if at == AMEND and not heard.signs.minor:
        return amending(definition, step, heard)
    if "stop" in orders and at != CONSENT or "dont_send" in orders and at == SUMMARY and "stop" in orders:
        return end(step, STOPPED, "stopped")
    if "drop_note" in orders and step.fields.get("note"):
        return _without_note(step)
    if stops_for(step, heard):
        return step
    takers: dict[str, Callable[[Definition, Step, Heard], Step]] = {
        CONSENT: consent,
        CHILD_AGE: child_age,
        OTHER_KNOWS: other_knows,
        SUMMARY: _summary,
        EDIT: _edit,
    }
    return takers.get(at, _question)(definition, step, heard)


def _closed(definition: Definition, step: Step, heard: Heard) -> Step:
    """After the end: sent, refused, or stopped for someone else's sake."""
    at = step.place.get("at")
    if at == SENT:
        return end(step, MINOR, "others_minor") if heard.signs.minor else after_sending(definition, step, heard)
    if at == MINOR:
        step.say = ["others_minor_again"]
        return step
    if at == OTHER and heard.fields and "me" not in heard.orders:
        step.say = ["others_other_no"]
        return step
    if at == REFUSED and not heard.orders & {"consents", "start"}:
        step.say = ["refused_more"]
        return step
    return begin(definition, heard)


def _question(definition: Definition, step: Step, heard: Heard) -> Step:
    at, orders, place = step.place["at"], heard.orders, step.place
    asked = definition.question(at)
    wanted = asked.fields if asked else (at,)
    wanted = (place["need"],) if at == "contact" and place.get("need") else wanted
    if not heard.fields and orders & {"why", "privacy", "who_reads"}:
        step.say = [f"help:{at}" if asked and "why" in orders else "privacy", "ask"]
        return step
    if "back" in orders and not heard.fields:
        return _back(step)
    if heard.change and not heard.fields and not heard.corrects:
        return _change(definition, step, heard.change)
    given = fill(step, heard.fields)
    if given:
        step.do = [WRITE]
    if set(wanted) & (given | set(heard.fields)):
        step.say.append("changed" if place.pop("edit", "") else "got")
        return go_on(step)
    offered = place.get("tries", 0) >= TRIED_OFTEN and orders & {"agree", "continue", "go_on"}
    if at in EXTRAS and orders & {"send", "continue", "agree"}:
        place["at"] = SUMMARY
        return again(step)
    if not given and (orders & {"skip", "refuse"} or offered or at == "about" and orders & {"send", "agree"}):
        return _skip(definition, step)
    if given or heard.fields:
        return _later_one(step, at)
    if "continue" in orders or "agree" in orders and not heard.problem:
        return again(step)
    place["tries"] = place.get("tries", 0) + 1
    if place["tries"] > TRIED_OFTEN and not (asked and asked.needed and not place.get("need")):
        return _skip(definition, step, "moved_on")
    if not asked:
        step.say = ["ask"]
    else:
        step.say = [heard.problem or f"again:{at}" if place["tries"] < TRIED_OFTEN else f"without:{at}"]
    return step


def _without_note(step: Step) -> Step:
    """Leaves the note of a check out of the request; everything else stands as it was."""
    step.fields.pop("note")
    step.do, step.say = [WRITE], ["note_left_out"]
    return go_on(step)


def _later_one(step: Step, at: str) -> Step:
    """A later question was answered instead: the open one is asked once more, not for ever."""
    asks = step.place.setdefault("asks", {})
    asks[at] = asks.get(at, 1) + 1
    step.say.append("got")
    if asks[at] > ASKED_OFTEN and at != "contact":
        step.place.setdefault("passed", []).append(at)
        step.say.append("moved_on")
    return go_on(step)


def _skip(definition: Definition, step: Step, text: str = "skipped") -> Step:
    at, place = step.place["at"], step.place
    asked = definition.question(at)
    name = place.get("need") or at
    if asked and asked.needed and not place.get("need"):
        step.say = [f"without:{at}"]
        return step
    place.pop("edit", None)
    if asked:
        place.setdefault("passed", []).append(name)
    if place.get("need"):
        # They can only be reached the way that is there.
        step.fields["how"], step.do = "email" if name == "phone" else "phone", [WRITE]
    step.say = [text]
    return go_on(step)


def _summary(definition: Definition, step: Step, heard: Heard) -> Step:
    orders = heard.orders
    if heard.change and not heard.fields:
        return _change(definition, step, heard.change)
    if fill(step, heard.fields):
        step.do = [WRITE]
        step.say.append("changed")
        return go_on(step)
    if orders & {"privacy", "why", "who_reads"}:
        step.say = ["privacy", "ask"]
        return step
    if "back" in orders:
        return _back(step)
    if orders & {"change", "dont_send"}:
        step.place["at"] = EDIT
        step.say = ["edit"]
        return step
    if orders & {"send", "agree", "go_on"} and not heard.question:
        step.do = [WRITE, SUBMIT]
        step.place = {"at": SENT, "whom": step.place["whom"], "ref": step.place.get("ref")}
        step.say = ["sent"]
        return step
    step.say = ["summary_unclear"]
    return step


def _edit(definition: Definition, step: Step, heard: Heard) -> Step:
    if heard.fields:
        step.place["at"] = SUMMARY
        return _summary(definition, step, heard)
    if heard.change:
        return _change(definition, step, heard.change)
    step.place["at"] = SUMMARY
    step.say = ["summary"]
    return step


def _change(definition: Definition, step: Step, name: str) -> Step:
    """Asks anew for a field that someone wants to change; what was given stays until there is something new."""
    place = step.place
    place["edit"], place["tries"] = name, 0
    place["need"] = name if name in ("email", "phone") else ""
    place["at"] = definition.question_of(name) or name
    # A question is put only for what has words of its own; other fields are named by their label.
    step.say = ["ask"]
    return step


def _back(step: Step) -> Step:
    trail = step.place.get("trail", [])
    at = step.place["at"]
    while trail and trail[-1] == at:
        trail.pop()
    if not trail:
        step.say = ["back_first", "ask"]
        return step
    step.place["at"] = trail.pop()
    step.place["passed"] = [name for name in step.place.get("passed", []) if name != step.place["at"]]
    step.place["edit"], step.place["tries"] = step.place["at"], 0
    step.say = ["ask"]
    return step


def _withdraw(step: Step) -> Step:
    was = step.place
    done = "withdrawn_sent" if was.get("reference") else "withdrawn" if was.get("ref") else "nothing_kept"
    step.do, step.fields, step.place, step.say = [WITHDRAW], {}, {"at": GONE, "reference": was.get("reference")}, [done]
    return step
