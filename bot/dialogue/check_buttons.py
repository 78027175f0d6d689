"""What stands under a check's question, and what the payload says of it."""

from __future__ import annotations

from typing import Any

from bot.checks.memory import CONSENT, FIT
from bot.checks.model import Check, Checks
from bot.content.model import Content, Topic
from bot.dialogue.note import intake_button
from bot.dialogue.reply import Button, practice_button, topic_button

KIND = "check"
OWN = "!check"
"""What a check's buttons lead to: their text is read by `bot.checks.read`."""


def buttons(check: Check, checks: Checks, memory: dict[str, Any]) -> list[Button]:
    """Returns the buttons for the question that waits."""
    step, names = memory["step"], checks.buttons
    if step == CONSENT:
        titles = [names["begin"], names["decline"]]
    elif step == FIT:
        titles = [names["fits"], names["not_really"]]
    elif memory.get("own"):
        titles = [names["skip"]]
    else:
        question = check.question(step)
        titles = [option.label for option in question.options] if question else []
        titles += [names["something_else"], names["skip"]]
    return [Button(title, OWN) for title in titles]


def form_of(check: Check, memory: dict[str, Any]) -> dict[str, Any]:
    """Returns what the payload says of an open check: consent is step 0, "does that fit?" stays at the last."""
    ids = [question.id for question in check.questions]
    step = memory["step"]
    number = 0 if step == CONSENT else len(ids) if step == FIT else ids.index(step) + 1
    return {"kind": KIND, "id": check.id, "step": number, "of": len(ids), "field": step}


def ways_on(topic: Topic, content: Content, note: bool = False) -> list[Button]:
    """Returns where to go once a check is over: the note into a request, the topic's next ones, and a person."""
    following = [content.of_contract(t) for t in topic.next if t != "booking"]
    carry = [intake_button()] if note else []
    return [*carry, *[topic_button(t) for t in following], practice_button(content)]
