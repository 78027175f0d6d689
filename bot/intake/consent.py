"""The intake's first question: a plain yes opens a draft, a no ends it, and anything else is asked again. Pure."""

from __future__ import annotations

from bot.intake.definition import Definition
from bot.intake.hear import Heard
from bot.intake.place import CHILD, CHILD_AGE, ME, REFUSED
from bot.intake.step import OPEN_DRAFT, TRIED_OFTEN, WRITE, Step, again, end, fill, go_on
from bot.intake.whom import ask_whom


def consent(definition: Definition, step: Step, heard: Heard) -> Step:
    """Takes the answer to the consent question."""
    orders = heard.orders
    if orders & {"privacy", "why", "who_reads"}:
        step.say = ["consent_help", "consent_short"]
        return step
    if "add_note" in orders and not orders & {"agree", "consents", "refuse", "stop"}:
        return again(step)
    both = "refuse" in orders and heard.starts_yes
    if orders & {"refuse", "stop"} and "consents" not in orders and not both:
        return end(step, REFUSED, "refused")
    if not both and orders & {"agree", "consents"} and not (heard.question and "consents" not in orders):
        return agreed(step, heard)
    if "continue" in orders:
        return again(step)
    tries = step.place["tries"] = step.place.get("tries", 0) + 1
    if tries > TRIED_OFTEN:
        step.place = {}
        step.say = ["consent_twice"]
    else:
        step.say = ["consent_unclear" if tries == 1 else "consent_twice", "consent_short"]
    return step


def agreed(step: Step, heard: Heard) -> Step:
    """Opens the draft and keeps what the same message gave."""
    whom = step.place["whom"]
    step.do = [OPEN_DRAFT, WRITE]
    step.say = ["agreed"]
    step.fields["for_whom"] = whom
    step.place["tries"] = 0
    fill(step, {k: v for k, v in heard.fields.items() if whom == ME or k != "about"})
    if whom == CHILD and not step.place.get("age"):
        ask_whom(step, CHILD_AGE, "others_child_age")
        step.say = ["others_child_age"]
        return step
    return go_on(step)
