"""What staff may do with sent records. Every look at one is written down first; without that there is no look."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from bot.intake import outbox
from bot.intake.database import Database
from bot.intake.keys import Keys
from bot.intake.reference import tidy
from bot.intake.tables import BY_HAND, DELIVERED, SENT, accesses, deliveries, intakes


@dataclass(frozen=True)
class Summary:
    """A sent record without its content.

    Attributes:
        reference: What the person was given.
        sent_at: When it was sent, in seconds since 1970.
        expires_at: When it is deleted.
        delivery: State of its notices by channel; empty where none was set up.
    """

    reference: str
    sent_at: float
    expires_at: float
    delivery: dict[str, str] = field(default_factory=dict)

    @property
    def delivered(self) -> bool:
        """Whether every notice went out, or staff marked them."""
        return bool(self.delivery) and all(state in (DELIVERED, BY_HAND) for state in self.delivery.values())


@dataclass(frozen=True)
class Record:
    """A sent record with its content.

    Attributes:
        summary: What a list shows of it.
        consent: Version of the text that was agreed to.
        opened_at: When it was agreed to.
        fields: linkId to value, as the person gave them.
    """

    summary: Summary
    consent: str
    opened_at: float
    fields: dict[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Access:
    """A line in the log of reads."""

    at: float
    who: str
    what: str
    reference: str | None


def note(link: Any, who: str, what: str, reference: str | None) -> None:
    """Writes a line into the log of reads, inside the transaction of what it tells about."""
    row = {"id": secrets.token_hex(16), "at": time.time(), "who": who[:80], "what": what, "reference": reference}
    link.execute(accesses.insert().values(**row))


class StaffSide:
    """The part of `IntakeStore` that staff use."""

    _db: Database
    _keys: Keys

    def list(self, who: str) -> list[Summary]:
        """Returns all sent records without their content, the latest first; the look is logged.

        Raises:
            bot.intake.problem.StoreDown: The database failed; nothing was shown.
        """
        with self._db.writing() as link:
            note(link, who, "list", None)
            return self._summaries(link)

    def show(self, name: str, who: str) -> Record | None:
        """Returns a sent record, logged; None where there is none of that reference.

        Args:
            name: Its reference, however it is typed.
            who: Who reads it.

        Raises:
            bot.intake.problem.StoreDown: The database failed; nothing was shown.
            bot.intake.problem.NoKey: The keys do not fit.
        """
        return next(iter(self._read([name], who, "show")), None)

    def export(self, names: list[str] | None, who: str) -> list[Record]:
        """Returns the named records, or all; each is logged.

        Args:
            names: References; None means all.
            who: Who exports them.

        Raises:
            bot.intake.problem.StoreDown: The database failed; nothing was shown.
            bot.intake.problem.NoKey: The keys do not fit.
        """
        return self._read(names, who, "export")

    def delete(self, name: str, who: str) -> bool:
        """Deletes a sent record with its deliveries; that it was deleted stays in the log.

        Returns:
            Whether there was one.

        Raises:
            bot.intake.problem.StoreDown: Nothing was deleted.
        """
        with self._db.writing() as link:
            ref = self._ref(link, name)
            if ref is None:
                return False
            link.execute(deliveries.delete().where(deliveries.c.ref == ref))
            link.execute(intakes.delete().where(intakes.c.ref == ref))
            note(link, who, "delete", tidy(name))
        return True

    def undelivered(self) -> list[Summary]:
        """Returns the records that the practice was not told of: notices that wait or failed, or none set up.

        Raises:
            bot.intake.problem.StoreDown: The database failed.
        """
        with self._db.reading() as link:
            return [one for one in self._summaries(link) if not one.delivered]

    def mark_delivered(self, name: str, who: str) -> bool:
        """Marks a record as known to staff: its open notices are not sent any more.

        Returns:
            Whether there was something to mark.

        Raises:
            bot.intake.problem.StoreDown: Nothing was changed.
        """
        with self._db.writing() as link:
            ref = self._ref(link, name)
            if ref is None:
                return False
            if not outbox.by_hand(link, ref):
                if link.execute(sa.select(deliveries.c.id).where(deliveries.c.ref == ref)).first():
                    return False
                outbox.put(link, ref, str(tidy(name)), (outbox.NONE,), time.time())
                outbox.by_hand(link, ref)
            note(link, who, "mark", tidy(name))
        return True

    def log(self) -> list[Access]:
        """Returns who read what, the latest first.

        Raises:
            bot.intake.problem.StoreDown: The database failed.
        """
        columns = (accesses.c.at, accesses.c.who, accesses.c.what, accesses.c.reference)
        with self._db.reading() as link:
            return [Access(*row) for row in link.execute(sa.select(*columns).order_by(accesses.c.at.desc()))]

    @property
    def keys_in_file(self) -> bool:
        """Whether the keys live in the key file, where a rotation changes them itself."""
        return self._keys.from_file

    def rotate_keys(self) -> int:
        """Encrypts everything anew with the newest key, which is made first where keys live in the file.

        A server that runs meanwhile goes on: it sees the new key before the old one is dropped.

        Returns:
            How many records were encrypted anew.

        Raises:
            bot.intake.problem.StoreDown: Records are as they were; every key is still there.
            bot.intake.problem.NoKey: Some record fits none of the keys; every key is still there.
        """
        if self._keys.from_file:
            self._keys.add()
        with self._db.writing(alone=True) as link:
            rows = link.execute(sa.select(intakes.c.ref, intakes.c.content)).all()
            for ref, content in rows:
                link.execute(intakes.update().where(intakes.c.ref == ref).values(content=self._keys.renew(content)))
        if self._keys.from_file:
            self._keys.drop_old()
        return len(rows)

    def _read(self, names: list[str] | None, who: str, what: str) -> list[Record]:
        wanted = None if names is None else [tidy(name) for name in names]
        with self._db.writing() as link:
            found = {one.reference: one for one in self._summaries(link)}
            records = []
            for name in list(found) if wanted is None else [n for n in wanted if n in found]:
                row = link.execute(sa.select(intakes).where(intakes.c.reference == name)).one()
                note(link, who, what, name)
                fields = self._keys.decrypt(row.ref, row.content)
                records.append(Record(found[name], row.consent, row.opened_at, fields))
        return records

    def _ref(self, link: Any, name: str) -> str | None:
        """Finds a sent record by its reference; a draft has none, so staff cannot reach it."""
        return link.execute(sa.select(intakes.c.ref).where(intakes.c.reference == tidy(name))).scalar()

    def _summaries(self, link: Any) -> list[Summary]:
        states: dict[str, dict[str, str]] = {}
        for row in link.execute(sa.select(deliveries.c.ref, deliveries.c.channel, deliveries.c.status)):
            states.setdefault(row.ref, {})[row.channel] = row.status
        query = (
            sa.select(intakes.c.ref, intakes.c.reference, intakes.c.sent_at, intakes.c.expires_at)
            .where(intakes.c.status == SENT, intakes.c.expires_at > time.time())
            .order_by(intakes.c.sent_at.desc())
        )
        return [Summary(row[1], row[2], row[3], states.get(row[0], {})) for row in link.execute(query)]
