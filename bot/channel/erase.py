"""Deletes what is kept of a conversation, when its owner says so."""

from __future__ import annotations

import asyncio
import logging
from functools import lru_cache
from typing import Any

from bot.intake.store import IntakeStore
from bot.logs import describe
from bot.settings import Settings, from_environment

logger = logging.getLogger(__name__)


async def erase(agent: Any, key: str) -> bool:
    """Deletes a conversation's state, and the intake's draft if one is open; what was sent stays with the practice.

    Args:
        agent: Rasa's agent, with the stores.
        key: The conversation's id in the stores.

    Returns:
        Whether all of it is gone.
    """
    try:
        store = getattr(agent.tracker_store, "_tracker_store", agent.tracker_store)
        # Under the conversation's lock: a turn that is still running must not bring the state back.
        async with agent.lock_store.lock(key):
            gone = await store.forget(key)
            return await asyncio.to_thread(_withdraw_draft, key) and gone
    except Exception as error:  # noqa: BLE001 - the person is told that it failed
        logger.error("erase: failed (%s)", describe(error))
        return False


def _withdraw_draft(key: str) -> bool:
    store = _intake()
    found = store.of_conversation(key)
    if found and not found.sent:
        store.withdraw(found.ref)
    return True


def _intake() -> IntakeStore:
    return _store(from_environment())


@lru_cache(maxsize=2)
def _store(settings: Settings) -> IntakeStore:
    return IntakeStore.open(settings)
