"""What a message says to the intake, and what follows it: the seam between a turn and the pure machine."""

from __future__ import annotations

from dataclasses import replace

from bot.content.model import Content
from bot.dialogue import note
from bot.dialogue.move import Kind, Move
from bot.dialogue.turn import Turn
from bot.intake.amend import listen
from bot.intake.definition import current
from bot.intake.fold import fold
from bot.intake.hear import Heard
from bot.intake.machine import advance, begin
from bot.intake.place import CONSENT, GONE, MINOR, OTHER, REFUSED, STOPPED
from bot.intake.step import Step

START, TAKE, FORGET = "start", "take", "forget"
ASKS_FOR = frozenset("can could may would please".split())
"""What a wish begins with that is put as a question."""


def region(country: str) -> str:
    """Returns the country whose phone numbers need no country code."""
    return (country or "GB").upper()


def heard(turn: Turn, content: Content, held: dict[str, str] | None = None) -> Heard:
    """Reads a turn's message with the intake's ears."""
    said = listen(turn.whole, turn.state.intake, current(), region(content.practice.country), held or {})
    carried = note.carried(turn.whole)
    if carried:
        # All behind the first line is the note, whatever words stand in it.
        return Heard(frozenset({"add_note"}), {"note": carried}, amends=True)
    own = note.held(turn.state) if "add_note" in said.orders else ""
    # "Could you add my note?" asks for it; "who reads my note?" is a question.
    if not own or said.question and fold(turn.whole).split()[0] not in ASKS_FOR:
        return replace(said, orders=said.orders - {"add_note"})
    # Words that carry the note are no answer to the question that waits.
    return replace(said, fields={"note": own}, problem="", change="", question=False, amends=True)


def carries(turn: Turn, content: Content) -> Move | None:
    """Tells whether a message carries the note of a check into a request, begun or new; beside any other form."""
    if "add_note" not in heard(turn, content).orders:
        return None
    new = turn.state.intake.get("at") in (None, REFUSED, STOPPED, GONE)
    return Move(Kind.INTAKE, START if new else TAKE)


def start(turn: Turn, content: Content) -> Step:
    """Begins the intake; a note that it began with waits in the conversation until there is consent."""
    said = heard(turn, content)
    step = begin(current(), said)
    return _with_note(turn, said, step)


def answer(turn: Turn, content: Content, held: dict[str, str]) -> Step:
    """Takes one message of the intake.

    Args:
        turn: The message.
        content: The practice's details.
        held: What was given so far, or sent.

    Returns:
        What follows.
    """
    place, said = turn.state.intake, heard(turn, content, held)
    if place.get(note.CARRIED) and place.get("at") == CONSENT and note.held(turn.state):
        said = replace(said, fields={**said.fields, "note": note.held(turn.state)})
    return _with_note(turn, said, advance(current(), place, held, said))


def _with_note(turn: Turn, said: Heard, step: Step) -> Step:
    """Remembers that the note was asked for; the text itself stays with the conversation until then."""
    if "add_note" in said.orders and step.place.get("at") not in (None, REFUSED, GONE, MINOR, OTHER):
        step.place[note.CARRIED] = True
        turn.state.check = {**turn.state.check, "note": said.fields["note"]}
    elif "drop_note" in said.orders:
        step.place.pop(note.CARRIED, None)
    return step
