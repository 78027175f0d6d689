"""What the server does for the intake beside the conversations: delivers notices, deletes what is over."""

from __future__ import annotations

import asyncio
import logging

from bot.intake.outbox import channels
from bot.intake.problem import IntakeError
from bot.intake.store import IntakeStore
from bot.logs import describe
from bot.settings import from_environment

logger = logging.getLogger(__name__)

DELIVER_SECONDS = 15
PURGE_SECONDS = 600


async def keep() -> None:
    """Runs until the server stops; every worker runs it, and the database sees to it that none doubles another's work.

    Never raises: an intake that cannot be kept in order is logged and tried again.
    """
    try:
        deployment = from_environment()
        store = IntakeStore.open(deployment)
    except (IntakeError, ValueError) as error:
        logger.error("intake: %s", error if isinstance(error, IntakeError) else describe(error))
        return
    if not channels(store.settings):
        logger.info("intake: nobody is told of new requests; see 'python -m bot intake list'")
    purge_in = 0
    while True:
        try:
            if from_environment() != deployment:
                # Another release went live: it may name other retention times, or another address for notices.
                deployment = from_environment()
                store = IntakeStore.open(deployment)
            if purge_in <= 0:
                await asyncio.to_thread(store.purge)
                purge_in = PURGE_SECONDS
            if channels(store.settings):
                await asyncio.to_thread(store.deliver)
        except IntakeError as error:
            logger.error("intake: %s", error)
        except Exception as error:  # noqa: BLE001 - the loop must outlive whatever one round met
            logger.error("intake: a round failed (%s)", describe(error))
        purge_in -= DELIVER_SECONDS
        await asyncio.sleep(DELIVER_SECONDS)
