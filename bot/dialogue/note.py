"""The note of a check after the check: shown again, changed, deleted, and carried into a request.

It lives with the conversation, in ``State.check``, and is made of words without names, numbers and addresses; a text
that is put in its place goes through the same. What goes into a request is decided by the intake, after its consent.
"""

from __future__ import annotations

import re

from bot.checks.words import holds, is_one_of, trimmed
from bot.content.model import Content
from bot.dialogue.asks import Asks, asks
from bot.dialogue.move import Kind, Move
from bot.dialogue.redacted import redacted_lines
from bot.dialogue.reply import Button, Reply, practice_button, sources_of, topic_button
from bot.dialogue.state import State
from bot.dialogue.turn import Turn
from bot.intake.definition import current
from bot.intake.place import SENT, is_open

SHOW, NONE, CHANGE, NEW, MORE, LEFT, DROP = "show", "none", "change", "new", "more", "left", "drop"
OPEN = "note"
"""What `State.open` says while the next message becomes the note."""
SHORT = 14
CARRIED = "note_wanted"
_LEAD = re.compile(r"\s*([^:\n]{1,60})[:\n]+\s*(\S.*)", re.DOTALL)


def held(state: State) -> str:
    """Returns the conversation's note, or nothing."""
    return str(state.check.get("note") or "")


def wanted(turn: Turn, content: Content) -> Move | None:
    """Tells what a message wants of the note; None where it is about something else."""
    words, text = content.checks.phrases, turn.text
    core = trimmed(text, words.get("fillers", ()))
    writing = turn.state.open == OPEN
    own = held(turn.state)
    if writing and (is_one_of(text, words["note_leave"]) or is_one_of(core, words["note_leave"])):
        return Move(Kind.NOTE, LEFT)
    lead = _LEAD.match(turn.whole)
    if own and lead and holds(lead[1], words["note_more"]):
        return Move(Kind.NOTE, MORE, detail=lead[2])
    if own and lead and holds(lead[1], words["note_change"]):
        return Move(Kind.NOTE, NEW, detail=lead[2])
    if turn.words <= SHORT:
        if holds(text, words["note_show"]) or is_one_of(core, words["note_alone"]):
            return Move(Kind.NOTE, SHOW if own else NONE)
        if own and holds(text, words["note_drop"]) and not turn.state.intake.get(CARRIED):
            return Move(Kind.NOTE, DROP)
        just = turn.state.offers and intake_button().leads_to in turn.state.offers
        changes = holds(text, words["note_change"]) or just and is_one_of(core, words["note_change_it"])
        if own and changes and not _in_a_request(turn.state):
            return Move(Kind.NOTE, CHANGE)
    if writing and asks(text) in (Asks.NO, Asks.REQUEST) and not turn.blank:
        return Move(Kind.NOTE, NEW, detail=turn.whole)
    return None


def carried(text: str) -> str:
    """Returns the note that stands in a message behind "add this to my request:", or nothing."""
    found = _LEAD.match(text)
    if not found or not any(phrase in _plain(found[1]) for phrase in current().controls["add_note"].anywhere):
        return ""
    return redacted_lines(found[2])


def reply(turn: Turn, content: Content, move: Move) -> Reply:
    """Takes what is about the note.

    Args:
        turn: The message.
        content: Fixed words, and the checks to offer where there is no note.
        move: What is wanted.

    Returns:
        The reply; with the note in it where there is one.
    """
    state, texts = turn.state, content.checks.texts
    state.open, state.misses = None, 0
    if move.id in (NEW, MORE):
        text = redacted_lines(str(move.detail))
        state.check = {**state.check, "note": f"{held(state)}\n- {text}" if move.id == MORE else text}
    elif move.id == DROP:
        state.check = {name: value for name, value in state.check.items() if name not in ("note", "done")}
    elif move.id == CHANGE:
        state.open = OPEN
    lead = {SHOW: "note_again", NEW: "note_changed", MORE: "note_changed", LEFT: "note_left"}
    says = {NONE: "note_none", DROP: "note_dropped", CHANGE: "note_change"}
    own = held(state) if move.id in lead else ""
    topic = content.of_contract(_topic(content, state))
    out = Reply(
        topic=topic.topic,
        texts=[content.fill(texts[lead.get(move.id) or says[move.id]]), *([own] if own else [])],
        state=state,
        concerns=turn.concerns,
        sources=sources_of(topic, content)[:1],
        evidence=topic.evidence or None,
        note={"text": own} if own else None,
        whole=True,
    )
    if own:
        out.buttons = [intake_button(), practice_button(content)]
    elif move.id in (NONE, DROP):
        out.buttons = [topic_button(content.of_contract(check.topic)) for check in content.checks.by_id.values()]
    return out


def intake_button() -> Button:
    """Makes the button that carries the note into a request."""
    return Button(current().buttons["add_note"], "!note")


def _topic(content: Content, state: State) -> str:
    """The contract topic of the check that the note came from; of the first one where there is none."""
    known = content.checks.by_id
    return (known.get(str(state.check.get("done"))) or next(iter(known.values()))).topic


def _in_a_request(state: State) -> bool:
    """Whether "change my note" means the one in a request: an open one, or one that was sent with a note."""
    return is_open(state.intake) or state.intake.get("at") == SENT and bool(state.intake.get(CARRIED))


def _plain(text: str) -> str:
    from bot.intake.fold import fold

    return fold(text)
