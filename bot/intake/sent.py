"""What a person may do with a request after they sent it: change it, or take it back. The practice is told of both."""

from __future__ import annotations

import time
from typing import Any

import sqlalchemy as sa

from bot.intake import outbox
from bot.intake.database import Database
from bot.intake.keys import Keys
from bot.intake.problem import NoDraft
from bot.intake.settings import IntakeSettings
from bot.intake.staff import note
from bot.intake.tables import CHANGED, SENT, WITHDRAWN, intakes

THE_PERSON = "the person"


class SentSide:
    """The part of `IntakeStore` that the person uses once their request is sent."""

    settings: IntakeSettings
    _db: Database
    _keys: Keys

    def read_sent(self, ref: str) -> dict[str, Any] | None:
        """Returns the fields of what was sent, so that its writer may change them; None where it is gone.

        Raises:
            bot.intake.problem.StoreDown: The database failed.
            bot.intake.problem.NoKey: The keys do not fit.
        """
        with self._db.reading() as link:
            content = link.execute(sa.select(intakes.c.content).where(*_sent(ref))).scalar()
        return None if content is None else self._keys.decrypt(ref, content)

    def amend(self, ref: str, fields: dict[str, Any]) -> None:
        """Puts fields in the place of those that were sent; the others stay. The practice is told, the log notes it.

        Args:
            ref: The record.
            fields: What is new or different, linkId to a JSON value.

        Raises:
            bot.intake.problem.NoDraft: It is gone, or was never sent.
            bot.intake.problem.StoreDown: Nothing was changed.
            bot.intake.problem.NoKey: The keys do not fit.
        """
        with self._db.writing() as link:
            # Of two changes at once the second waits for the first, and keeps it.
            row = link.execute(sa.select(intakes).where(*_sent(ref)).with_for_update()).first()
            if row is None:
                raise NoDraft
            content = self._keys.encrypt(ref, {**self._keys.decrypt(ref, row.content), **fields})
            link.execute(intakes.update().where(*_sent(ref)).values(content=content, changed_at=time.time()))
            note(link, THE_PERSON, "changed", row.reference)
            outbox.tell_again(link, ref, row.reference, outbox.channels(self.settings), CHANGED)

    def withdraw(self, ref: str) -> bool:
        """Deletes a draft or a sent record because the person wants it so; only the fact stays in the log.

        The practice is told of a sent one, unless it has not heard of it yet.

        Returns:
            Whether there was one.

        Raises:
            bot.intake.problem.StoreDown: Nothing was deleted.
        """
        with self._db.writing() as link:
            name = link.execute(sa.select(intakes.c.reference).where(intakes.c.ref == ref)).scalar()
            gone = link.execute(intakes.delete().where(intakes.c.ref == ref)).rowcount
            if gone and name:
                outbox.tell_again(link, ref, name, outbox.channels(self.settings), WITHDRAWN)
                note(link, THE_PERSON, "withdrew", name)
        return bool(gone)


def _sent(ref: str) -> tuple[Any, ...]:
    return intakes.c.ref == ref, intakes.c.status == SENT, intakes.c.expires_at > time.time()
