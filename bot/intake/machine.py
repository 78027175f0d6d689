"""The intake's conversation as a pure state machine: fields in, what is missing out. It knows no store and no words.

`advance` takes where the intake stands, what was given, and what a message says; it returns the next place, the fields,
the names of the texts to say, and what is to be done with the store.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.intake.definition import Definition
from bot.intake.hear import Heard
from bot.intake.place import (
    ADULT,
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
    QUESTIONS,
    REFUSED,
    SENT,
    STOPPED,
    SUMMARY,
    Place,
    missing,
    need,
)
from bot.intake.signs import ADULT as OF_AGE

OPEN_DRAFT, WRITE, SUBMIT, WITHDRAW = "open", "write", "submit", "withdraw"
ASKED_OFTEN = 2
TRIED_OFTEN = 2


@dataclass
class Step:
    """What follows a message.

    Attributes:
        place: Where the intake stands now.
        fields: What was given so far.
        say: Names of texts, in order; `ask` is the question that waits.
        do: What the store is to do, in order.
        cut: Most characters that were kept, where some were cut.
    """

    place: Place
    fields: dict[str, str]
    say: list[str] = field(default_factory=list)
    do: list[str] = field(default_factory=list)
    cut: int = 0


def begin(definition: Definition, heard: Heard) -> Step:
    """Starts an intake: asks for consent, unless the message already says who it is for or that it agrees."""
    step = Step({"at": CONSENT, "whom": ME}, {}, ["consent_start"])
    if _whom(step, heard):
        return step
    if "consents" in heard.orders:
        return _agreed(step, heard)
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
        return _end(step, REFUSED, "refused") if at == CONSENT else _withdraw(step)
    if at not in OPEN:
        return _closed(definition, step, heard)
    if step.place.pop("paused", False) and not heard.fields:
        return _again(step)
    if "stop" in orders and at != CONSENT or "dont_send" in orders and at == SUMMARY and "stop" in orders:
        return _end(step, STOPPED, "stopped")
    if _whom(step, heard):
        return step
    takers: dict[str, Callable[[Definition, Step, Heard], Step]] = {
        CONSENT: _consent,
        CHILD_AGE: _child_age,
        OTHER_KNOWS: _other_knows,
        SUMMARY: _summary,
        EDIT: _edit,
    }
    return takers.get(at, _question)(definition, step, heard)


def _closed(definition: Definition, step: Step, heard: Heard) -> Step:
    """After the end: sent, refused, or stopped for someone else's sake."""
    at = step.place.get("at")
    if at == SENT:
        wants = heard.fields or heard.change or "change" in heard.orders
        step.say = ["sent_fixed" if wants else "sent_status" if "status" in heard.orders else "sent_again"]
        return step
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


def _whom(step: Step, heard: Heard) -> bool:
    """Stops and asks at any sign of a minor or of another person; tells whether the turn ends with that."""
    signs, place, at = heard.signs, step.place, step.place["at"]
    if at in (CHILD_AGE, OTHER_KNOWS) and not signs.minor:
        return False
    if signs.minor and place["whom"] != CHILD:
        _end(step, MINOR, "others_minor")
        return True
    if signs.birthday and place["whom"] != CHILD:
        _ask_whom(step, CHILD_AGE, "others_birthday")
        return True
    if signs.child and place["whom"] == ME and (signs.age or 0) < OF_AGE:
        place["whom"] = CHILD
        if at == CONSENT:
            place["age"] = signs.age is not None
            return False
        if signs.age is None:
            place["whom"] = ME
            _ask_whom(step, CHILD_AGE, "others_child_age")
            return True
        _is_for(step, CHILD)
        step.say.append("others_child_yes")
        return False
    if (signs.other or signs.child) and place["whom"] == ME:
        if "not_knows" in heard.orders:
            _end(step, OTHER, "others_other_no")
            return True
        if "knows" in heard.orders and "agree" not in heard.orders:
            _is_for(step, ADULT)
            step.say.append("others_other_yes")
            return False
        _ask_whom(step, OTHER_KNOWS, "others_other_ask")
        return True
    return False


def _ask_whom(step: Step, at: str, text: str) -> None:
    step.place["back"], step.place["at"], step.say = step.place["at"], at, [text]
    step.place["tries"] = 0


def _is_for(step: Step, whom: str) -> None:
    step.place["whom"] = whom
    if step.place.get("ref"):
        step.fields["for_whom"] = whom
        step.do = [WRITE]


def _child_age(definition: Definition, step: Step, heard: Heard) -> Step:
    orders, age = heard.orders, heard.signs.age
    if orders & {"me", "for_me"}:
        return _settled(step, heard, ME, "others_other_me")
    if age is not None and age >= OF_AGE or "child_no" in orders or heard.starts_no and age is None:
        _ask_whom(step, OTHER_KNOWS, "others_other_ask")
        return step
    tries = step.place["tries"] = step.place.get("tries", 0) + 1
    if age is not None or heard.signs.child or heard.signs.birthday or orders & {"agree", "child", "child_yes"} or tries >= TRIED_OFTEN:
        return _settled(step, heard, CHILD, "others_child_yes")
    step.say = ["others_child_age"]
    return step


def _other_knows(definition: Definition, step: Step, heard: Heard) -> Step:
    orders = heard.orders
    if orders & {"me", "for_me"}:
        return _settled(step, heard, ME, "others_other_me")
    if orders & {"not_knows", "other_no", "refuse"} or heard.starts_no:
        return _end(step, OTHER, "others_other_no")
    if orders & {"knows", "other_yes", "agree"} or heard.starts_yes:
        return _settled(step, heard, ADULT, "others_other_yes")
    step.say = ["others_other_ask"]
    return step


def _settled(step: Step, heard: Heard, whom: str, text: str) -> Step:
    """It is clear who it is for: on with consent, or with what is missing."""
    _is_for(step, whom)
    step.place.pop("back", None)
    step.place["age"] = True
    if not step.place.get("ref"):
        step.place["at"] = CONSENT
        step.say = [text, "consent_ask"] if whom != CHILD else ["others_child_start"]
        return step
    step.say = [text]
    # Of someone else only what the writer says of themselves is kept.
    _fill(step, {k: v for k, v in heard.fields.items() if k in ("name", "email", "phone", "how", "when")})
    return _next(step)


def _consent(definition: Definition, step: Step, heard: Heard) -> Step:
    orders = heard.orders
    if orders & {"privacy", "why", "who_reads"}:
        step.say = ["consent_help", "consent_short"]
        return step
    both = "refuse" in orders and heard.starts_yes
    if orders & {"refuse", "stop"} and "consents" not in orders and not both:
        return _end(step, REFUSED, "refused")
    if not both and orders & {"agree", "consents"} and not (heard.question and "consents" not in orders):
        return _agreed(step, heard)
    if "continue" in orders:
        return _again(step)
    tries = step.place["tries"] = step.place.get("tries", 0) + 1
    if tries > TRIED_OFTEN:
        step.place = {}
        step.say = ["consent_twice"]
    else:
        step.say = ["consent_unclear" if tries == 1 else "consent_twice", "consent_short"]
    return step


def _agreed(step: Step, heard: Heard) -> Step:
    whom = step.place["whom"]
    step.do = [OPEN_DRAFT, WRITE]
    step.say = ["agreed"]
    step.fields["for_whom"] = whom
    step.place["tries"] = 0
    _fill(step, {k: v for k, v in heard.fields.items() if whom == ME or k != "about"})
    if whom == CHILD and not step.place.get("age"):
        _ask_whom(step, CHILD_AGE, "others_child_age")
        step.say = ["others_child_age"]
        return step
    return _next(step)


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
    given = _fill(step, heard.fields)
    if given:
        step.do = [WRITE]
    if set(wanted) & (given | set(heard.fields)):
        step.say.append("changed" if place.pop("edit", "") else "got")
        return _next(step)
    offered = place.get("tries", 0) >= TRIED_OFTEN and orders & {"agree", "continue", "go_on"}
    if at in EXTRAS and orders & {"send", "continue", "agree"}:
        place["at"] = SUMMARY
        return _again(step)
    if not given and (orders & {"skip", "refuse"} or offered or at == "about" and orders & {"send", "agree"}):
        return _skip(definition, step)
    if given or heard.fields:
        return _later_one(step, at)
    if "continue" in orders or "agree" in orders and not heard.problem:
        return _again(step)
    place["tries"] = place.get("tries", 0) + 1
    if place["tries"] > TRIED_OFTEN and not (asked and asked.needed and not place.get("need")):
        return _skip(definition, step, "moved_on")
    if not asked:
        step.say = ["ask"]
    else:
        step.say = [heard.problem or f"again:{at}" if place["tries"] < TRIED_OFTEN else f"without:{at}"]
    return step


def _later_one(step: Step, at: str) -> Step:
    """A later question was answered instead: the open one is asked once more, not for ever."""
    asks = step.place.setdefault("asks", {})
    asks[at] = asks.get(at, 1) + 1
    step.say.append("got")
    if asks[at] > ASKED_OFTEN and at != "contact":
        step.place.setdefault("passed", []).append(at)
        step.say.append("moved_on")
    return _next(step)


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
    return _next(step)


def _summary(definition: Definition, step: Step, heard: Heard) -> Step:
    orders = heard.orders
    if heard.change and not heard.fields:
        return _change(definition, step, heard.change)
    if _fill(step, heard.fields):
        step.do = [WRITE]
        step.say.append("changed")
        return _next(step)
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


def _fill(step: Step, given: Mapping[str, str]) -> set[str]:
    """Takes what was given; returns what is new or different."""
    changed = {name for name, value in given.items() if value and step.fields.get(name) != value}
    step.fields.update({name: given[name] for name in changed})
    passed = step.place.get("passed", [])
    step.place["passed"] = [name for name in passed if name not in changed]
    if "for_whom" in changed:
        step.place["whom"] = step.fields["for_whom"]
    return changed


def _next(step: Step) -> Step:
    place = step.place
    now = missing(place, step.fields)
    place["need"] = need(place, step.fields) if now == "contact" else ""
    if now != place.get("at"):
        place["tries"] = 0
    if place.get("at") in QUESTIONS and place["at"] != now:
        place.setdefault("trail", []).append(place["at"])
    place["at"] = now or SUMMARY
    place.pop("edit", None)
    if step.cut:
        step.say.append("cut")
    step.say.append("ask" if now else "summary")
    return step


def _again(step: Step) -> Step:
    step.say = ["consent_short" if step.place["at"] == CONSENT else "summary" if step.place["at"] == SUMMARY else "ask"]
    return step


def _end(step: Step, at: str, text: str) -> Step:
    """Ends it; what was kept goes."""
    if step.place.get("ref"):
        step.do = [WITHDRAW]
    step.place, step.fields, step.say = {"at": at}, {}, [text]
    return step


def _withdraw(step: Step) -> Step:
    was = step.place
    done = "withdrawn_sent" if was.get("at") == SENT else "withdrawn" if was.get("ref") else "nothing_kept"
    step.do, step.fields, step.place, step.say = [WITHDRAW], {}, {"at": GONE, "reference": was.get("reference")}, [done]
    return step


__all__ = ["EXTRAS", "Step", "advance", "begin"]
