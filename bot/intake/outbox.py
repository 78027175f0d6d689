"""Which notices are still to go out. A row is written in the transaction that sends the record, so neither is lost.

A worker claims a row before it delivers, for a while: of several workers one delivers, and if it dies another takes
over. A row holds the reference and never content.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.intake.database import Database
from bot.intake.settings import IntakeSettings
from bot.intake.tables import BY_HAND, DELIVERED, FAILED, RECEIVED, WAITING, WITHDRAWN, deliveries, intakes

MAIL, WEBHOOK, NONE = "mail", "webhook", "none"
CLAIM_SECONDS = 120.0
FIRST_WAIT, LONGEST_WAIT = 60.0, 6 * 3600.0
MAX_ATTEMPTS = 12
"""About two days of tries; then it stays listed as undelivered until staff act."""


@dataclass(frozen=True)
class Notice:
    """One notice to deliver.

    Attributes:
        id: The same at every try, so that whoever gets it twice can tell.
        reference: The record's reference.
        channel: ``mail`` or ``webhook``.
        attempts: How often it was tried before.
        claim: The claim of the worker that delivers it.
        what: That the request was received, changed, or withdrawn.
    """

    id: str
    reference: str
    channel: str
    attempts: int
    claim: str
    what: str = RECEIVED


def channels(settings: IntakeSettings) -> tuple[str, ...]:
    """Returns the channels that are set up; none is the default."""
    return tuple(name for name, there in ((MAIL, settings.smtp_url), (WEBHOOK, settings.webhook_url)) if there)


def put(link: Any, ref: str, reference: str, to: tuple[str, ...], now: float, what: str = RECEIVED) -> None:
    """Adds the notices for a record, inside the transaction that sends it."""
    for channel in to:
        row = {"id": secrets.token_hex(16), "ref": ref, "reference": reference, "channel": channel}
        row |= {"status": WAITING, "attempts": 0, "next_at": now, "claimed_until": 0.0, "what": what}
        link.execute(deliveries.insert().values(**row))


def tell_again(link: Any, ref: str, reference: str, to: tuple[str, ...], what: str) -> None:
    """Tells of a change to a record, or that it was withdrawn, inside the transaction that does so.

    A notice that nobody tried to deliver yet stays as it is where the record was changed, and is dropped where it was
    withdrawn: the practice has heard of nothing. Every other one goes out anew, under an id of its own, also where a
    worker is on its way with the old one.

    Args:
        link: The transaction.
        ref: The record.
        reference: Its reference.
        to: The channels that are set up.
        what: `CHANGED` or `WITHDRAWN`.
    """
    now = time.time()
    there = link.execute(sa.select(deliveries).where(deliveries.c.ref == ref)).all()
    for row in there:
        untried = row.status == WAITING and not row.attempts and row.claimed_until <= now
        mine = deliveries.c.id == row.id
        if row.channel == NONE or untried and what == WITHDRAWN:
            # What staff marked by hand is listed again once it says something else.
            link.execute(deliveries.delete().where(mine))
        elif not untried:
            values = {"id": secrets.token_hex(16), "status": WAITING, "attempts": 0, "next_at": now, "claim": None}
            values |= {"claimed_until": 0.0, "problem": None, "done_at": None, "what": what}
            link.execute(deliveries.update().where(mine).values(**values))
    known = {row.channel for row in there}
    if what != WITHDRAWN:
        put(link, ref, reference, tuple(channel for channel in to if channel not in known), now, what)


def sweep(link: Any, before: float) -> None:
    """Drops the notices of records that are gone: those that went out, and old ones that never will."""
    orphan = deliveries.c.ref.not_in(sa.select(intakes.c.ref))
    over = sa.or_(deliveries.c.status.in_((DELIVERED, BY_HAND)), deliveries.c.next_at <= before)
    link.execute(deliveries.delete().where(orphan, over))


def claim(db: Database, at_once: bool = False, besides: tuple[str, ...] = ()) -> Notice | None:
    """Claims one notice that is due.

    Args:
        db: The database.
        at_once: Also those that wait for their next try, or were given up.
        besides: Ids to pass over, since they were tried just now.

    Returns:
        The notice, now this worker's for `CLAIM_SECONDS`; None where nothing is due.

    Raises:
        bot.intake.problem.StoreDown: The database failed.
    """
    now = time.time()
    wanted = deliveries.c.status.in_((WAITING, FAILED)) if at_once else deliveries.c.status == WAITING
    due = [wanted, deliveries.c.claimed_until <= now, deliveries.c.id.not_in(besides)]
    if not at_once:
        due.append(deliveries.c.next_at <= now)
    with db.reading() as link:
        ids = (
            link.execute(sa.select(deliveries.c.id).where(*due).order_by(deliveries.c.next_at).limit(20))
            .scalars()
            .all()
        )
    for name in ids:
        mine = secrets.token_hex(16)
        with db.writing() as link:
            taken = deliveries.update().where(deliveries.c.id == name, *due)
            if link.execute(taken.values(claim=mine, claimed_until=now + CLAIM_SECONDS)).rowcount:
                row = link.execute(sa.select(deliveries).where(deliveries.c.id == name)).one()
                return Notice(row.id, row.reference, row.channel, row.attempts, mine, row.what)
    return None


def done(db: Database, notice: Notice) -> None:
    """Marks a notice as delivered."""
    _close(db, notice, status=DELIVERED, done_at=time.time(), problem=None, attempts=notice.attempts + 1)


def failed(db: Database, notice: Notice, problem: str) -> None:
    """Marks a try as failed; the next one comes after a longer wait, the last one gives up.

    Args:
        db: The database.
        notice: The notice.
        problem: What kind of failure, without any content.
    """
    tries = notice.attempts + 1
    wait = min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT)
    status = FAILED if tries >= MAX_ATTEMPTS else WAITING
    _close(db, notice, status=status, attempts=tries, next_at=time.time() + wait, problem=problem[:80])


def by_hand(link: Any, ref: str) -> int:
    """Marks everything that is open for a record as done by staff."""
    still = deliveries.c.status.in_((WAITING, FAILED))
    values = {"status": BY_HAND, "done_at": time.time(), "claim": None}
    return int(link.execute(deliveries.update().where(deliveries.c.ref == ref, still).values(**values)).rowcount)


def _close(db: Database, notice: Notice, **values: Any) -> None:
    with db.writing() as link:
        # Only while the claim is ours: whoever took over decides.
        mine = deliveries.update().where(deliveries.c.id == notice.id, deliveries.c.claim == notice.claim)
        link.execute(mine.values(claim=None, claimed_until=0.0, **values))
