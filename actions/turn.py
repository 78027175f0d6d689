"""The one Rasa action: every rule ends here, and so does every turn."""

from __future__ import annotations

import logging
from typing import Any, Callable

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import (
    assistant_reply,
    attachment_check,
    culture_check,
    danger_reply,
    faq_reply,
    intake_reply,
    note_reply,
    practice_reply,
    review_reply,
    unclear_reply,
)
from bot.content.current import current
from bot.content.model import Content
from bot.dialogue import guided, intake, renewed
from bot.dialogue.check import hear
from bot.dialogue.finish import finish
from bot.dialogue.move import SAFETY
from bot.dialogue.reply import Reply
from bot.dialogue.route import Kind, Move, route
from bot.dialogue.turn import Turn, from_message
from bot.logs import describe

logger = logging.getLogger(__name__)

STATE_SLOT = "conversation"

Taker = Callable[[Turn, Content, Move], Reply]


def _check(turn: Turn, content: Content, move: Move) -> Reply:
    is_culture = content.topics[move.id].topic == "culture_check"
    return (culture_check if is_culture else attachment_check).reply(turn, content, move)


TAKERS: dict[Kind, Taker] = {
    Kind.DANGER: danger_reply.reply,
    Kind.SAFETY_ANSWER: danger_reply.reply,
    Kind.MORE_THAN_THAT: danger_reply.reply,
    Kind.FAQ: faq_reply.reply,
    Kind.FOLLOWUP: faq_reply.reply_to_followup,
    Kind.LABEL: faq_reply.reply_to_label,
    Kind.CHECK: _check,
    Kind.IN_CHECK: _check,
    Kind.INTAKE: intake_reply.reply,
    Kind.NOTE: note_reply.reply,
    Kind.PRACTICE: practice_reply.reply,
    Kind.ASSISTANT: assistant_reply.reply,
    Kind.LANGUAGE: assistant_reply.reply_in_language,
    Kind.KEEP: review_reply.reply,
    Kind.BLANK: unclear_reply.reply_to_blank,
    Kind.UNCLEAR: unclear_reply.reply,
}


def take(turn: Turn, content: Content) -> Reply:
    """Answers one turn.

    Args:
        turn: The message as understood, with the conversation's state.
        content: What can be answered.

    Returns:
        The finished reply.
    """
    renewed.renew(turn.state, content)
    move = route(turn, content)
    logger.debug("turn %d: %s %s", turn.state.turns, move.kind.value, move.id)
    form = guided.open_form(turn.state)
    wish = intake.beside_danger(turn, content) if move.kind in SAFETY else ""
    reply = TAKERS[move.kind](turn, content, move)
    reply = guided.settle(turn, content, move, form, reply)
    reply = intake_reply.beside_danger(turn, content, wish, reply)
    hear(turn, content, move.kind)
    reply = renewed.tell(reply, content)
    return review_reply.ask(turn, content, move, form, finish(turn, reply, content))


class ActionTurn(Action):
    """Takes a turn: the tracker as plain data in, messages and the new state out."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_turn"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Runs the action.

        A failure is logged by type and place only and leaves no message: the channel then says its fixed text. It
        must not reach rasa_sdk, whose error answer holds the whole tracker and ends in Rasa's log.

        Args:
            dispatcher: Collects the messages.
            tracker: Rasa's tracker.
            domain: Rasa's domain (unused).

        Returns:
            The event that sets the conversation slot.
        """
        try:
            turn = from_message(tracker.latest_message, tracker.slots.get(STATE_SLOT), tracker.sender_id)
            reply = take(turn, current())
        except Exception as error:  # noqa: BLE001
            logger.error("action_turn failed (%s)", describe(error))
            return []
        for message in reply.messages():
            if "custom" in message:
                dispatcher.utter_message(json_message=message["custom"])
            else:
                dispatcher.utter_message(text=message["text"], buttons=message.get("buttons"))
        return [SlotSet(STATE_SLOT, reply.state.as_json())]
