"""What the server does with the store by itself: deletes what is over, and tells the practice."""

from __future__ import annotations

import logging
import time

import sqlalchemy as sa

from bot.intake import notify, outbox
from bot.intake.database import Database
from bot.intake.settings import IntakeSettings
from bot.intake.tables import accesses, deliveries, intakes

logger = logging.getLogger(__name__)


class Upkeep:
    """The part of `IntakeStore` that runs from time to time."""

    settings: IntakeSettings
    _db: Database

    def purge(self) -> int:
        """Deletes what has reached its end: drafts, sent records with their deliveries, old lines of the log.

        Returns:
            How many drafts and records were deleted.

        Raises:
            StoreDown: Nothing was deleted.
        """
        now = time.time()
        with self._db.writing() as link:
            over = sa.select(intakes.c.ref).where(intakes.c.expires_at <= now)
            link.execute(deliveries.delete().where(deliveries.c.ref.in_(over)))
            gone = int(link.execute(intakes.delete().where(intakes.c.expires_at <= now)).rowcount)
            outbox.sweep(link, now - self.settings.keep_seconds)
            link.execute(accesses.delete().where(accesses.c.at <= now - self.settings.log_seconds))
        if gone:
            logger.info("intake: %d deleted at their end", gone)
        return gone

    def deliver(self, at_once: bool = False) -> tuple[int, int]:
        """Tries every notice that is due, once. Of several workers, each notice has one.

        Args:
            at_once: Also those that wait for their next try, or were given up.

        Returns:
            How many went out, and how many did not.

        Raises:
            StoreDown: The database failed; what went out before is marked.
        """
        tried: list[str] = []
        out = 0
        while notice := outbox.claim(self._db, at_once, tuple(tried)):
            tried.append(notice.id)
            try:
                notify.send(self.settings, notice)
            except notify.NotDelivered as error:
                outbox.failed(self._db, notice, str(error))
                logger.warning("intake: a notice by %s did not go out (%s)", notice.channel, error)
            else:
                outbox.done(self._db, notice)
                out += 1
        return out, len(tried) - out
