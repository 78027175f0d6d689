"""One step of the intake: what follows a message, and the moves that every part of the machine makes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.intake.place import CONSENT, QUESTIONS, SUMMARY, Place, missing, need

OPEN_DRAFT, WRITE, SUBMIT, WITHDRAW, AMENDS = "open", "write", "submit", "withdraw", "amend"
TRIED_OFTEN = 2


@dataclass
class Step:
    """What follows a message.

    Attributes:
        place: Where the intake stands now.
        fields: What was given so far; with `AMENDS` only what is new.
        say: Names of texts, in order; `ask` is the question that waits.
        do: What the store is to do, in order.
        cut: Most characters that were kept, where some were cut.
    """

    place: Place
    fields: dict[str, str]
    say: list[str] = field(default_factory=list)
    do: list[str] = field(default_factory=list)
    cut: int = 0


def fill(step: Step, given: Mapping[str, str]) -> set[str]:
    """Takes what was given; returns what is new or different."""
    changed = {name for name, value in given.items() if value and step.fields.get(name) != value}
    step.fields.update({name: given[name] for name in changed})
    passed = step.place.get("passed", [])
    step.place["passed"] = [name for name in passed if name not in changed]
    if "for_whom" in changed:
        step.place["whom"] = step.fields["for_whom"]
    return changed


def go_on(step: Step) -> Step:
    """Goes on to what is missing, or to the summary."""
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


def again(step: Step) -> Step:
    """Asks the open question once more."""
    step.say = ["consent_short" if step.place["at"] == CONSENT else "summary" if step.place["at"] == SUMMARY else "ask"]
    return step


def end(step: Step, at: str, text: str) -> Step:
    """Ends it; what was kept goes."""
    if step.place.get("ref"):
        step.do = [WITHDRAW]
    step.place, step.fields, step.say = {"at": at}, {}, [text]
    return step
