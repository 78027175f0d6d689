"""What the server does for the kept questions beside the talk: deletes what is over, writes the last counts."""

from __future__ import annotations

import asyncio
import logging

from bot.logs import describe
from bot.review.store import ReviewStore
from bot.review.tally import flush
from bot.settings import from_environment

logger = logging.getLogger(__name__)

PURGE_SECONDS = 3600


async def keep() -> None:
    """Purges until the server stops; every worker may run it. Never raises."""
    while True:
        try:
            gone = await asyncio.to_thread(_purge)
            if gone:
                logger.info("review: %d questions deleted at their end", gone)
        except Exception as error:  # noqa: BLE001 - the loop must outlive whatever one round met
            logger.error("review: a purge failed (%s)", describe(error))
        await asyncio.sleep(PURGE_SECONDS)


async def end() -> None:
    """Writes the counts that were not written yet. Never raises."""
    await asyncio.to_thread(flush)


def _purge() -> int:
    store = ReviewStore.open(from_environment())
    try:
        return store.purge()
    finally:
        store.close()
