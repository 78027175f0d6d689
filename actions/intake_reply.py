"""The intake: takes an answer, keeps it in the intake's store, and asks for what is missing. The only place that
calls the store from the conversation."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Any

from bot.content.model import Content
from bot.dialogue import intake, intake_step, intake_words
from bot.dialogue.move import Move
from bot.dialogue.reply import Reply
from bot.dialogue.turn import Turn
from bot.intake.definition import Definition, current
from bot.intake.machine import advance
from bot.intake.place import CONSENT, GONE
from bot.intake.problem import NoDraft, NoKey, StoreDown
from bot.intake.step import AMENDS, OPEN_DRAFT, SUBMIT, WITHDRAW, WRITE, Step
from bot.intake.store import IntakeStore
from bot.logs import describe
from bot.review.tally import SENT, STARTED, count
from bot.settings import Settings, from_environment

logger = logging.getLogger(__name__)


def store() -> IntakeStore:
    """Returns this process's way to the intake's store, with the retention that the turn's release names."""
    return _store(from_environment())


@lru_cache(maxsize=2)
def _store(settings: Settings) -> IntakeStore:
    return IntakeStore.open(settings)


def reply(turn: Turn, content: Content, move: Move) -> Reply:
    """Takes one message of the intake.

    What fails in the store is said plainly, and the intake stays where it was: nothing is called saved that isn't.
    """
    definition, place = current(), dict(turn.state.intake)
    try:
        step = _step(turn, content, move, definition)
        _do(step, turn, definition)
    except NoDraft:
        gone = "amend_gone" if _sent(place) else "expired"
        return intake_words.reply(turn, content, definition, Step({}, {}, [gone]))
    except (StoreDown, NoKey, OSError) as error:
        logger.error("intake: the store failed (%s)", describe(error))
        wants_gone = {"withdraw", "delete", "stop"} & intake_step.heard(turn, content).orders
        said = "failed_delete" if wants_gone and place.get("ref") else "amend_failed" if _sent(place) else "failed"
        return intake_words.reply(turn, content, definition, Step(place, {}, [said]))
    out = intake_words.reply(turn, content, definition, step)
    if step.place.get("at") == GONE:
        out.state.intake.pop("reference", None)
        out.state.check.pop("note", None)
    # Who wants everything gone means the conversation too.
    out.state.forget = WITHDRAW in step.do and move.id == intake.FORGET
    return out


def beside_danger(turn: Turn, content: Content, wish: str, out: Reply) -> Reply:
    """Does what a message also wanted of the intake, below the help that it was answered with.

    Args:
        turn: The message, as it stood before the reply.
        content: The practice's details.
        wish: ``withdraw``, ``refuse`` or nothing.
        out: The reply that gives help.

    Returns:
        The same reply; what was deleted is said at its end.
    """
    if not wish:
        return out
    definition = current()
    place = {**out.state.intake, "paused": False}
    step = advance(definition, {**place, "at": CONSENT} if wish == "refuse" else place, {}, intake.FORGETS)
    try:
        _do(step, turn, definition)
        out.texts.append(intake_words.said(turn, content, definition, step))
        out.state.intake = step.place
    except (StoreDown, NoDraft, NoKey, OSError) as error:
        logger.error("intake: the store failed (%s)", describe(error))
        out.texts.append(intake_words.said(turn, content, definition, Step(place, {}, ["failed_delete"])))
    return out


def _step(turn: Turn, content: Content, move: Move, definition: Definition) -> Step:
    place = turn.state.intake
    if move.id == intake_step.START:
        return intake_step.start(turn, content)
    if move.id == intake_step.FORGET:
        return advance(definition, place, {}, intake.FORGETS)
    held = _held(place)
    if held is None:
        raise NoDraft
    return intake_step.answer(turn, content, held)


def _sent(place: dict[str, Any]) -> bool:
    return bool(place.get("ref") and place.get("reference"))


def _held(place: dict[str, Any]) -> dict[str, str] | None:
    """What was given so far, or sent; None where it is gone."""
    if not place.get("ref"):
        return {}
    return store().read_sent(place["ref"]) if _sent(place) else store().read_draft(place["ref"])


def _do(step: Step, turn: Turn, definition: Definition) -> None:
    if OPEN_DRAFT in step.do:
        step.place["ref"] = store().open_draft(turn.conversation, definition.version)
        count(STARTED)
    if WRITE in step.do and step.place.get("ref"):
        store().write_draft(step.place["ref"], step.fields)
    if SUBMIT in step.do:
        step.place["reference"] = store().submit(step.place["ref"])
        count(SENT)
    if AMENDS in step.do:
        store().amend(step.place["ref"], step.fields)
    if WITHDRAW in step.do:
        for kept in store().all_of_conversation(turn.conversation):
            store().withdraw(kept.ref)
