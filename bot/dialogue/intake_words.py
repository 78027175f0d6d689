"""Puts the intake's steps into words: from names of texts to a reply."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from bot.content.fill import fill
from bot.content.model import Content
from bot.dialogue.reply import Button, Reply, topic_button
from bot.dialogue.room import variant
from bot.dialogue.turn import Turn
from bot.intake.amend import asked
from bot.intake.definition import Definition
from bot.intake.place import (
    AMEND,
    CHILD,
    CHILD_AGE,
    CONSENT,
    EDIT,
    EXTRAS,
    ME,
    OTHER_KNOWS,
    QUESTIONS,
    REFUSED,
    SENT,
    SUMMARY,
    is_open,
)
from bot.intake.step import Step
from bot.practice_hours import spoken, state

TOPIC = "booking"
BUTTON = "!intake"
TIMES = ("mornings", "afternoons", "evenings", "any_time")
STEPS = (CONSENT, *QUESTIONS, SUMMARY)
ALWAYS_SHOWN = ("name", "email", "phone", "how", "when", "about", "for_whom", "mode", "language")
SHOWN_CHARS = 160
BUTTONS: Mapping[str, tuple[str, ...]] = {
    CONSENT: ("agree", "refuse", "who_reads"),
    CHILD_AGE: ("child_yes", "child_no", "for_me"),
    OTHER_KNOWS: ("other_yes", "other_no", "for_me"),
    "name": ("why", "skip", "stop"),
    "contact": ("why", "stop"),
    "how": ("skip",),
    "when": ("why", "skip", "stop"),
    "about": ("why", "skip", "stop"),
    SUMMARY: ("send", "change", "stop"),
    SENT: ("change", "delete"),
    AMEND: ("keep",),
}


def reply(turn: Turn, content: Content, definition: Definition, step: Step) -> Reply:
    """Says a step.

    Args:
        turn: The turn it answers; its state is brought up to date.
        content: The practice's details and the topics to offer.
        definition: The intake.
        step: What follows the message.

    Returns:
        The reply, with the buttons of the question that waits.
    """
    state = turn.state
    state.intake = dict(step.place)
    state.misses, state.open = 0, None
    text = said(turn, content, definition, step)
    out = Reply(topic=TOPIC, texts=[text], state=state, concerns=turn.concerns, evidence="practice", whole=True)
    out.sources = [{"id": "practice", "title": content.fill("{practice_name}"), "section": None, "url": None}]
    out.form = form_of(definition, step.place)
    out.buttons = buttons(definition, step.place) or _elsewhere(content, step)
    if step.place.get("at") == SUMMARY and (step.fields.get("note") or _note_to_offer(turn, step)):
        title = definition.buttons["drop_note" if step.fields.get("note") else "add_note"]
        out.buttons.insert(-1, Button(title, BUTTON))
    return out


def said(turn: Turn, content: Content, definition: Definition, step: Step) -> str:
    """Returns a step's texts as one, the practice's details filled in."""
    values = _values(content, step)
    parts = [text for key in step.say for text in _said(key, turn, definition, step, content)]
    return "\n".join(fill(part, values) for part in parts if part)


def ask(definition: Definition, place: Mapping[str, Any]) -> str:
    """Returns the question that waits."""
    at = asked(definition, place)
    if place.get("at") == AMEND and not place.get("edit"):
        return definition.texts["amend_what"][0]
    if place.get("edit") in ("email", "phone") and place.get("at") == AMEND and not place.get("need"):
        return definition.texts[f"amend_{place['edit']}"][0]
    if at == "contact" and place.get("need"):
        return definition.texts["phone_for_call" if place["need"] == "phone" else "email_for_mail"][0]
    question = definition.question(at)
    if question:
        return question.ask
    if at in EXTRAS:
        return definition.field(at).label
    if at == SUMMARY:
        return definition.texts["confirm_child" if place.get("whom") == CHILD else "confirm"][0]
    key = {CONSENT: "consent_short", CHILD_AGE: "others_child_age", OTHER_KNOWS: "others_other_ask", EDIT: "edit"}[at]
    return definition.texts[key][0]


def buttons(definition: Definition, place: Mapping[str, Any]) -> list[Button]:
    """Returns the buttons of the question that waits; a choice's own options first."""
    at = place.get("at", "")
    titles = [definition.buttons[name] for name in BUTTONS.get(at, ())]
    wanted = place.get("edit", "") if at == AMEND else at
    titles = _options(definition, wanted) + titles
    if at == EDIT or at == AMEND and not wanted:
        titles = [f.summary for f in definition.fields if f.id in ALWAYS_SHOWN] + titles
    return [Button(title, BUTTON) for title in titles]


def form_of(definition: Definition, place: Mapping[str, Any]) -> dict[str, Any] | None:
    """Returns what the payload says of the open question; `options`: that many of its first buttons are answers."""
    if not is_open(place):
        return None
    at = place["at"]
    step = STEPS.index(at) if at in STEPS else STEPS.index(SUMMARY) if at in (EDIT, *EXTRAS) else 0
    field = place.get("edit") or at if at == AMEND else at
    options = len(_options(definition, field))
    chosen = {"options": options} if options else {}
    if at == AMEND:
        return {"kind": "intake", "id": "amend", "step": 1, "of": 1, "field": field, **chosen}
    return {"kind": "intake", "id": "intake", "step": step + 1, "of": len(STEPS), "field": field, **chosen}


def _options(definition: Definition, name: str) -> list[str]:
    if name == "when":
        return [definition.buttons[time] for time in TIMES]
    return [option.label for option in definition.field(name).options] if name in ("how", "for_whom", "mode") else []


def _said(key: str, turn: Turn, definition: Definition, step: Step, content: Content) -> list[str]:
    kind, _, name = key.partition(":")
    if key == "ask":
        return [ask(definition, step.place)]
    if key == "summary":
        offer = [definition.texts["note_offer"][0]] if _note_to_offer(turn, step) else []
        return [definition.texts["summary"][0], *_lines(definition, step), *offer, ask(definition, step.place)]
    if name:
        question = definition.question(name)
        return [getattr(question, kind)] if question else []
    text = variant(definition.texts[key], turn.state.turns)
    if key == "amended":
        return [text, *(_line(definition, name, value) for name, value in step.fields.items())]
    if key == "sent":
        moment = state(datetime.now(timezone.utc), content.practice).next_open
        closed = [definition.texts["sent_closed"][0]] if moment else []
        return [text, *closed, definition.texts["sent_not_urgent"][0]]
    return [text]


def _lines(definition: Definition, step: Step) -> list[str]:
    """What would be sent, a line a field. A long text is shown by its beginning; all of it is sent."""
    lines = []
    for field in definition.fields:
        value = step.fields.get(field.id) or field.default
        if field.id == "about" and step.place.get("whom") == CHILD:
            continue
        if field.id in ("email", "phone", "note") and not value:
            continue
        lines.append(_line(definition, field.id, value))
    return lines


def _note_to_offer(turn: Turn, step: Step) -> bool:
    """Whether a note was made here that the request doesn't hold. It is the writer's own: not for a child's request."""
    return bool(turn.state.check.get("note")) and not step.fields.get("note") and step.place.get("whom", ME) == ME


def _line(definition: Definition, name: str, value: str) -> str:
    field = definition.field(name)
    shown = field.shown(value) if value else definition.texts["not_given"][0]
    shown = shown if len(shown) <= SHOWN_CHARS else f"{shown[:SHOWN_CHARS].rstrip()} …"
    # What a person typed is never filled like a text of ours.
    return f"• {field.summary}: " + shown.replace("{", "{\u2060")


def _values(content: Content, step: Step) -> dict[str, str]:
    now = datetime.now(timezone.utc)
    moment = state(now, content.practice).next_open
    own = {"reference": str(step.place.get("reference") or ""), "limit": f"{step.cut:,}"}
    return {**content.practice.values, **own, **({"opens": spoken(moment, now)} if moment else {})}


def _elsewhere(content: Content, step: Step) -> list[Button]:
    """After the end, a way on: two questions that people ask."""
    if step.place.get("at") == REFUSED:
        return [topic_button(content.of_contract(t)) for t in content.menu[:2]]
    return [topic_button(content.of_contract(t)) for t in ("first_session", "confidentiality")]
