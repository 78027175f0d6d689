"""Who an appointment is for: any sign of a minor or of another person stops the intake and asks. Pure."""

from __future__ import annotations

from bot.intake.definition import Definition
from bot.intake.hear import Heard
from bot.intake.place import ADULT, CHILD, CHILD_AGE, CONSENT, ME, MINOR, OTHER, OTHER_KNOWS
from bot.intake.signs import ADULT as OF_AGE
from bot.intake.step import TRIED_OFTEN, WRITE, Step, end, fill, go_on


def stops_for(step: Step, heard: Heard) -> bool:
    """Stops and asks at any sign of a minor or of another person; tells whether the turn ends with that."""
    signs, place, at = heard.signs, step.place, step.place["at"]
    if at in (CHILD_AGE, OTHER_KNOWS) and not signs.minor:
        return False
    if signs.minor and place["whom"] != CHILD:
        end(step, MINOR, "others_minor")
        return True
    if signs.birthday and place["whom"] != CHILD:
        ask_whom(step, CHILD_AGE, "others_birthday")
        return True
    if signs.child and place["whom"] == ME and (signs.age or 0) < OF_AGE:
        place["whom"] = CHILD
        if at == CONSENT:
            place["age"] = signs.age is not None
            return False
        if signs.age is None:
            place["whom"] = ME
            ask_whom(step, CHILD_AGE, "others_child_age")
            return True
        _is_for(step, CHILD)
        step.say.append("others_child_yes")
        return False
    if (signs.other or signs.child) and place["whom"] == ME:
        if "not_knows" in heard.orders:
            end(step, OTHER, "others_other_no")
            return True
        if "knows" in heard.orders and "agree" not in heard.orders:
            _is_for(step, ADULT)
            step.say.append("others_other_yes")
            return False
        ask_whom(step, OTHER_KNOWS, "others_other_ask")
        return True
    return False


def ask_whom(step: Step, at: str, text: str) -> None:
    """Puts a question about someone else in front of the open one."""
    step.place["back"], step.place["at"], step.say = step.place["at"], at, [text]
    step.place["tries"] = 0


def _is_for(step: Step, whom: str) -> None:
    step.place["whom"] = whom
    if step.place.get("ref"):
        step.fields["for_whom"] = whom
        step.do = [WRITE]


def child_age(definition: Definition, step: Step, heard: Heard) -> Step:
    """Takes the answer to whether it is for the writer's own child."""
    orders, age = heard.orders, heard.signs.age
    if orders & {"me", "for_me"}:
        return _settled(step, heard, ME, "others_other_me")
    if age is not None and age >= OF_AGE or "child_no" in orders or heard.starts_no and age is None:
        ask_whom(step, OTHER_KNOWS, "others_other_ask")
        return step
    tries = step.place["tries"] = step.place.get("tries", 0) + 1
    if (
        age is not None
        or heard.signs.child
        or heard.signs.birthday
        or orders & {"agree", "child", "child_yes"}
        or tries >= TRIED_OFTEN
    ):
        return _settled(step, heard, CHILD, "others_child_yes")
    step.say = ["others_child_age"]
    return step


def other_knows(definition: Definition, step: Step, heard: Heard) -> Step:
    """Takes the answer to whether another adult knows."""
    orders = heard.orders
    if orders & {"me", "for_me"}:
        return _settled(step, heard, ME, "others_other_me")
    if orders & {"not_knows", "other_no", "refuse"} or heard.starts_no:
        return end(step, OTHER, "others_other_no")
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
    fill(step, {k: v for k, v in heard.fields.items() if k in ("name", "email", "phone", "how", "when")})
    return go_on(step)
