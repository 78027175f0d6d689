"""The store of kept questions and of counts. Every call blocks; from async code use `asyncio.to_thread`."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import sqlalchemy as sa

from bot.intake.database import Database
from bot.intake.keys import Keys
from bot.intake.migrate import migrate
from bot.intake.problem import NoKey
from bot.review import likeness
from bot.review.problem import ReviewDown, ReviewKeys
from bot.review.question import Question, plain, today
from bot.review.settings import ReviewSettings
from bot.review.settings import read as read_settings
from bot.review.tables import counts, ignored, questions
from bot.settings import Settings

VERSION_TABLE = "review_version"
MOST = 20_000
"""However busy a website, or whoever floods it: more questions than this nobody reads."""
WAITS = "waits"
_SCRIPTS = Path(__file__).parent / "migrations"
_migrate = partial(migrate, scripts=_SCRIPTS, table=VERSION_TABLE, head="0001", lock=7_310_023)


class ReviewStore:
    """Keeps questions whose writers said yes, and counts."""

    def __init__(self, settings: ReviewSettings) -> None:
        """Prepares the store; database and key file are opened by the first call.

        Raises:
            bot.intake.problem.NoKey: The keys in the environment are none.
        """
        self.settings = settings
        self._db = Database(settings.url, _migrate, ReviewDown)
        self._keys = Keys(settings.key_file, settings.keys, settings.digest_key, "REVIEW")

    @classmethod
    def open(cls, settings: Settings) -> ReviewStore:
        """Returns the store that the deployment's settings and the practice's file describe.

        Raises:
            ValueError: A setting makes no sense.
            bot.intake.problem.NoKey: The keys in the environment are none.
        """
        return cls(read_settings(settings))

    def seal(self, fields: dict[str, Any]) -> str:
        """Locks what waits for an answer outside the store."""
        with self._own_keys():
            return self._keys.encrypt(WAITS, fields)

    def unseal(self, sealed: str) -> dict[str, Any]:
        """Opens what `seal` locked.

        Raises:
            ReviewKeys: The keys do not fit any more.
        """
        with self._own_keys():
            return self._keys.decrypt(WAITS, sealed)

    def keep(self, text: str) -> bool:
        """Keeps a question. Its writer has said yes, and it holds no personal data.

        Returns:
            Whether it was kept; not if staff ignore it for good, or the store is full.

        Raises:
            ReviewDown: Nothing was stored.
        """
        day, ref = today(), secrets.token_hex(16)
        text = "".join(sign if sign.isprintable() else " " for sign in text)
        with self._own_keys():
            row = {
                "ref": ref,
                "day": day.isoformat(),
                "content": self._content(ref, day, text, likeness.encode([text])[0]),
            }
            mark = self._mark(text)
        with self._db.writing() as link:
            known = link.execute(sa.select(ignored.c.mark).where(ignored.c.mark == mark)).first()
            held = link.execute(sa.select(sa.func.count()).select_from(questions)).scalar_one()
            if known or held >= MOST:
                return False
            link.execute(questions.insert().values(**row))
        return True

    def questions(self, anew: Callable[[int], None] = lambda number: None) -> list[Question]:
        """Returns all kept questions by number; vectors of another encoder are made anew on the way.

        Args:
            anew: Called with how many have to be, since that takes a while.

        Raises:
            ReviewDown: The database failed.
            ReviewKeys: The keys do not fit.
        """
        columns = (questions.c.number, questions.c.ref, questions.c.day, questions.c.content)
        query = sa.select(*columns).where(questions.c.day > self._ends()).order_by(questions.c.number)
        with self._db.reading() as link:
            rows = link.execute(query).all()
        with self._own_keys():
            held = [self._keys.decrypt(row.ref, row.content) for row in rows]
        vectors = [likeness.unpack(fields.get("vector")) for fields in held]
        stale = [i for i, vector in enumerate(vectors) if vector is None]
        if stale:
            anew(len(stale))
            fresh = likeness.encode([held[i]["text"] for i in stale])
            with self._own_keys(), self._db.writing() as link:
                for i, vector in zip(stale, fresh):
                    vectors[i], row = vector, rows[i]
                    content = self._content(row.ref, date.fromisoformat(row.day), held[i]["text"], vector)
                    link.execute(questions.update().where(questions.c.ref == row.ref).values(content=content))
        return [Question(row.number, row.day, f["text"], v) for row, f, v in zip(rows, held, vectors)]

    def remove(self, numbers: Iterable[int], ignore: Iterable[str] = ()) -> int:
        """Deletes questions.

        Args:
            numbers: Which.
            ignore: Texts that are not to come back: a keyed digest of each is kept, not the words.

        Returns:
            How many were deleted.

        Raises:
            ReviewDown: Nothing was changed.
        """
        with self._own_keys():
            marks = sorted({self._mark(text) for text in ignore})
        gone, wanted = 0, list(numbers)
        with self._db.writing() as link:
            for mark in marks:
                self._upsert(link, ignored, [{"mark": mark}])
            for i in range(0, len(wanted), 500):
                part = questions.c.number.in_(wanted[i : i + 500])
                gone += int(link.execute(questions.delete().where(part)).rowcount)
        return gone

    def purge(self) -> int:
        """Deletes the questions and counts that have reached their end.

        Returns:
            How many questions were deleted.

        Raises:
            ReviewDown: Nothing was deleted.
        """
        with self._db.writing() as link:
            gone = link.execute(questions.delete().where(questions.c.day <= self._ends())).rowcount
            old = (today() - timedelta(days=self.settings.count_days)).isoformat()
            link.execute(counts.delete().where(counts.c.day <= old))
        return int(gone)

    def rotate_keys(self) -> int:
        """Encrypts everything anew with the newest key, which is made first where keys live in the file.

        What waits for a "yes" in a conversation at that moment cannot be kept any more.

        Returns:
            How many questions were encrypted anew.

        Raises:
            ReviewDown: Questions are as they were; every key is still there.
            ReviewKeys: Some question fits none of the keys; every key is still there.
        """
        with self._own_keys():
            if self._keys.from_file:
                self._keys.add()
            with self._db.writing(alone=True) as link:
                rows = link.execute(sa.select(questions.c.ref, questions.c.content)).all()
                for ref, content in rows:
                    fresh = self._keys.renew(content)
                    link.execute(questions.update().where(questions.c.ref == ref).values(content=fresh))
            if self._keys.from_file:
                self._keys.drop_old()
        return len(rows)

    def count(self, numbers: Mapping[tuple[str, str], int]) -> None:
        """Adds to the counts, in one statement that any number of workers may run at once.

        Args:
            numbers: (day, name) to how many more.

        Raises:
            ReviewDown: Nothing was added.
        """
        # In one order everywhere, so that two workers never wait for each other's rows.
        rows = [{"day": day, "name": name, "number": n} for (day, name), n in sorted(numbers.items())]
        if rows:
            with self._db.writing() as link:
                self._upsert(link, counts, rows)

    def counted(self, since: str) -> list[tuple[str, str, int]]:
        """Returns (day, name, number) from a day on, as counted: whoever shows them hides small ones.

        Raises:
            ReviewDown: The database failed.
        """
        query = sa.select(counts.c.day, counts.c.name, counts.c.number).where(counts.c.day >= since)
        with self._db.reading() as link:
            return [tuple(row) for row in link.execute(query.order_by(counts.c.day, counts.c.name))]

    def close(self) -> None:
        """Closes the connections."""
        self._db.close()

    def _content(self, ref: str, day: date, text: str, vector: np.ndarray) -> str:
        midnight = datetime(day.year, day.month, day.day, tzinfo=timezone.utc)
        fields = {"text": text, "vector": likeness.pack(vector)}
        return self._keys.encrypt(ref, fields, int(midnight.timestamp()))

    def _mark(self, text: str) -> str:
        return self._keys.digest(f"ignored {plain(text)}")

    def _ends(self) -> str:
        """The last day whose questions are over."""
        return (today() - timedelta(days=self.settings.keep_days)).isoformat()

    @contextmanager
    def _own_keys(self) -> Iterator[None]:
        try:
            yield
        except NoKey:
            raise ReviewKeys from None

    def _upsert(self, link: Any, table: sa.Table, rows: list[dict[str, Any]]) -> None:
        if self._db.sqlite:
            from sqlalchemy.dialects.sqlite import insert
        else:
            from sqlalchemy.dialects.postgresql import insert
        statement = insert(table).values(rows)
        keys = [column.name for column in table.primary_key]
        if table is counts:
            more = {"number": counts.c.number + statement.excluded.number}
            link.execute(statement.on_conflict_do_update(index_elements=keys, set_=more))
        else:
            link.execute(statement.on_conflict_do_nothing(index_elements=keys))
