"""The intake's store: drafts and sent records, encrypted, each with an end.

Nothing is kept before consent: `open_draft` is the first call that stores anything, and it asks for the version of
the text that was agreed to. Every call blocks; from async code use `asyncio.to_thread`.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.intake import outbox, reference
from bot.intake.database import Database
from bot.intake.keys import Keys
from bot.intake.problem import NoDraft, StoreDown
from bot.intake.settings import IntakeSettings
from bot.intake.settings import read as read_settings
from bot.intake.sent import SentSide
from bot.intake.staff import StaffSide
from bot.intake.tables import DRAFT, SENT, intakes
from bot.intake.upkeep import Upkeep
from bot.settings import Settings

TRIES = 5


@dataclass(frozen=True)
class Ref:
    """Where a conversation's intake stands.

    Attributes:
        ref: Its name in the store; what a slot may hold.
        sent: Whether it was sent.
        reference: What the person was given, where it was sent.
        expires_at: When it is deleted, in seconds since 1970.
    """

    ref: str
    sent: bool
    reference: str | None
    expires_at: float


class IntakeStore(SentSide, StaffSide, Upkeep):
    """Keeps what a person agreed to hand over: here up to sending it.

    What they may do afterwards stands in `SentSide`, what staff may do in `StaffSide`, what the server does by itself
    in `Upkeep`.
    """

    def __init__(self, settings: IntakeSettings) -> None:
        """Prepares the store; database and key file are opened by the first call."""
        self.settings = settings
        self._db = Database(settings.url)
        self._keys = Keys(settings.key_file, settings.keys, settings.digest_key)

    @classmethod
    def open(cls, settings: Settings) -> IntakeStore:
        """Returns the store that the deployment's settings and the practice's file describe.

        Args:
            settings: The deployment's settings.

        Returns:
            The store. A database that is away is met by the first call, not here.

        Raises:
            ValueError: A setting makes no sense.
            bot.intake.problem.NoKey: The keys in the environment are none.
        """
        return cls(read_settings(settings))

    def open_draft(self, conversation: str, consent: str) -> str:
        """Opens a draft, once the person has agreed.

        Args:
            conversation: The conversation's id.
            consent: Version of the text that the person agreed to.

        Returns:
            The draft's name; the same one while the conversation has an open draft.

        Raises:
            ValueError: `consent` is empty.
            StoreDown: Nothing was stored.
        """
        if not consent.strip():
            raise ValueError("A draft needs the version of the consent text.")
        digest, ref, now = self._keys.digest(conversation), secrets.token_hex(16), time.time()
        with self._db.writing() as link:
            link.execute(intakes.delete().where(intakes.c.draft_of == digest, intakes.c.expires_at <= now))
            row = {
                "ref": ref,
                "conversation": digest,
                "draft_of": digest,
                "status": DRAFT,
                "consent": consent[:80],
                "content": self._keys.encrypt(ref, {}),
                "opened_at": now,
                "changed_at": now,
                "expires_at": now + self.settings.draft_seconds,
            }
            link.execute(self._insert(intakes).values(**row).on_conflict_do_nothing(index_elements=["draft_of"]))
            return str(link.execute(sa.select(intakes.c.ref).where(intakes.c.draft_of == digest)).scalar_one())

    def read_draft(self, ref: str) -> dict[str, Any] | None:
        """Returns a draft's fields (linkId to value), or None where it is gone or was sent.

        Raises:
            StoreDown: The database failed.
            NoKey: The keys do not fit.
        """
        query = sa.select(intakes.c.content).where(*self._open(ref))
        with self._db.reading() as link:
            content = link.execute(query).scalar()
        return None if content is None else self._keys.decrypt(ref, content)

    def write_draft(self, ref: str, fields: dict[str, Any]) -> None:
        """Keeps a draft's fields in the place of those before, and renews its short life.

        Args:
            ref: The draft.
            fields: All its fields, linkId to a JSON value.

        Raises:
            NoDraft: It is gone or was sent.
            StoreDown: Nothing was changed.
        """
        with self._db.writing() as link:
            now = time.time()
            values = {
                "content": self._keys.encrypt(ref, fields),
                "changed_at": now,
                "expires_at": now + self.settings.draft_seconds,
            }
            if not link.execute(intakes.update().where(*self._open(ref)).values(**values)).rowcount:
                raise NoDraft

    def submit(self, ref: str) -> str:
        """Sends a draft: from now on staff see it, and notices go out. Any number of calls send it once.

        Args:
            ref: The draft.

        Returns:
            The reference for the person, such as ``W-7K3P-92``.

        Raises:
            NoDraft: It is gone.
            StoreDown: Nothing was sent; the draft is as it was.
        """
        for _ in range(TRIES):
            try:
                with self._db.writing() as link:
                    return self._submit(link, ref)
            except sa.exc.IntegrityError:
                # The random reference is taken.
                continue
        raise StoreDown("no free reference")

    def _submit(self, link: Any, ref: str) -> str:
        mine = sa.select(intakes.c.reference).where(intakes.c.ref == ref, intakes.c.status == SENT)
        now, name = time.time(), reference.new()
        values = {
            "status": SENT,
            "draft_of": None,
            "reference": name,
            "changed_at": now,
            "sent_at": now,
            "expires_at": now + self.settings.keep_seconds,
        }
        # The condition is checked again under the row's lock, so of two that race one finds it sent.
        if link.execute(intakes.update().where(*self._open(ref)).values(**values)).rowcount:
            outbox.put(link, ref, name, outbox.channels(self.settings), now)
            return name
        found = link.execute(mine).scalar()
        if found is None:
            raise NoDraft
        return str(found)

    def of_conversation(self, conversation: str) -> Ref | None:
        """Returns a conversation's intake: its draft, or else what it sent last; None where there is neither.

        Raises:
            StoreDown: The database failed.
        """
        found = self.all_of_conversation(conversation)
        return found[0] if found else None

    def all_of_conversation(self, conversation: str) -> list[Ref]:
        """Returns everything a conversation has in the store, its draft first, then the latest sent.

        Raises:
            StoreDown: The database failed.
        """
        columns = (intakes.c.ref, intakes.c.status, intakes.c.reference, intakes.c.expires_at)
        query = (
            sa.select(*columns)
            .where(intakes.c.conversation == self._keys.digest(conversation), intakes.c.expires_at > time.time())
            .order_by(intakes.c.status == SENT, intakes.c.sent_at.desc())
        )
        with self._db.reading() as link:
            return [Ref(row[0], row[1] == SENT, row[2], row[3]) for row in link.execute(query)]

    def close(self) -> None:
        """Closes the connections."""
        self._db.close()

    def _open(self, ref: str) -> tuple[Any, ...]:
        return intakes.c.ref == ref, intakes.c.status == DRAFT, intakes.c.expires_at > time.time()

    def _insert(self, table: sa.Table) -> Any:
        if self._db.sqlite:
            from sqlalchemy.dialects.sqlite import insert
        else:
            from sqlalchemy.dialects.postgresql import insert
        return insert(table)
