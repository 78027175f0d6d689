"""Keeping a question for the practice, once its writer said yes: the only place that calls the review store here."""

from __future__ import annotations

import logging
import time
from functools import lru_cache

from bot.content.model import Content
from bot.dialogue import guided, keep
from bot.dialogue.guided import Form
from bot.dialogue.move import Move
from bot.dialogue.reply import Reply
from bot.dialogue.turn import Turn
from bot.logs import describe
from bot.review.store import ReviewStore
from bot.settings import from_environment

logger = logging.getLogger(__name__)

WAITS_SECONDS = 1800
"""A "yes" that comes later than this may mean something else."""


@lru_cache(maxsize=1)
def store() -> ReviewStore:
    """Returns this process's way to the store."""
    return ReviewStore.open(from_environment())


def reply(turn: Turn, content: Content, move: Move) -> Reply:
    """Takes the answer to "may the practice keep this question?"."""
    outcome = move.id
    if outcome == keep.YES:
        try:
            held = store().unseal(turn.state.review.pop("waits"))
            if time.time() - held["at"] > WAITS_SECONDS:
                outcome = keep.GONE
            else:
                store().keep(held["text"])
        except Exception as error:  # noqa: BLE001 - whatever failed, nothing is called kept that isn't
            logger.error("review: nothing was kept (%s)", describe(error))
            outcome = keep.FAILED
    return keep.said(turn, content, outcome)


def ask(turn: Turn, content: Content, move: Move, form: Form | None, out: Reply) -> Reply:
    """Drops what waited for an answer, and after a miss asks for this message, once a conversation.

    The words wait in the conversation's place-marker for one turn, without personal data and locked.

    Args:
        turn: The message.
        content: Where the sentences are.
        move: Who took it.
        form: The guided form that was open before.
        out: The reply; its state is brought up to date.
    """
    out.state.review.pop("waits", None)
    try:
        in_form = form is not None or guided.open_form(out.state) is not None
        text = keep.question(turn, content, move, out, in_form)
        if text:
            waits = store().seal({"text": text, "at": time.time()})
            if keep.ask(out, content):
                out.state.review = {"asked": True, "waits": waits}
    except Exception as error:  # noqa: BLE001 - a question that cannot wait safely is not asked for
        logger.error("review: not asked (%s)", describe(error))
    return out
