"""The gate before a turn: is there room for it, and was this very message answered already?

What it knows is shared by all workers: in Redis where there are several, else in a small SQLite file beside the
conversations (one worker is all there is then). Both count exactly: in no span of 60 seconds are more turns taken than
allowed. What waits for a retry is sealed with a key that only the conversation's token yields.
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import dataclass
from typing import Any, Protocol

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.logs import describe

logger = logging.getLogger(__name__)

WINDOW = 60.0
"""Seconds over which turns are counted."""
ANSWER_SECONDS = 120.0
"""How long an answer waits for a retry of its message."""
PENDING_SECONDS = 30.0
"""After this long a turn that never ended (its worker died) may be taken anew."""


@dataclass(frozen=True)
class Entry:
    """What the gate says.

    Attributes:
        kind: ``new`` (take the turn), ``done`` (`sealed` is its answer), ``pending`` (it is being taken), ``limited``.
        sealed: The answer as `seal` made it.
        wait: Seconds until there is room, for ``limited``.
    """

    kind: str
    sealed: bytes = b""
    wait: float = 0.0


@dataclass(frozen=True)
class Count:
    """One thing that is counted.

    Attributes:
        subject: What is counted, blinded.
        limit: Most there may be in `WINDOW` seconds.
    """

    subject: str
    limit: int


class Shelf(Protocol):
    """What Redis and SQLite each do in their own way; each call is one atomic step."""

    def enter(self, counts: list[Count], conversation: str, message: str | None) -> Any:
        """Looks up the message, counts where it is new and there is room, and marks it as being answered."""

    def finish(self, conversation: str, message: str, sealed: bytes) -> Any:
        """Keeps the answer for a retry, unless the conversation was deleted meanwhile."""

    def forget(self, conversation: str) -> Any:
        """Drops every answer of a conversation."""

    def purge(self) -> Any:
        """Deletes what is over."""


class Gate:
    """Asks the shelf, and lets turns through where the shelf is out of order: help must not hang on a counter."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def enter(self, counts: list[Count], conversation: str = "", message: str | None = None) -> Entry:
        """Asks whether a turn may be taken.

        Args:
            counts: What it counts against; it is let in only if there is room in all of them.
            conversation: The conversation's id inside the server.
            message: The client's id of the message; None where it gave none.
        """
        return await self._try("enter", self._shelf.enter, counts, conversation, message) or Entry("new")

    async def finish(self, conversation: str, message: str, sealed: bytes) -> None:
        """Keeps an answer for a retry."""
        await self._try("finish", self._shelf.finish, conversation, message, sealed)

    async def forget(self, conversation: str) -> bool:
        """Drops the answers of a conversation; False where that failed."""
        return await self._try("forget", self._shelf.forget, conversation) is not None

    async def purge(self) -> None:
        """Deletes what is over; Redis does that by itself."""
        await self._try("purge", self._shelf.purge)

    async def _try(self, what: str, work: Any, *args: Any) -> Any:
        try:
            return await work(*args)
        except Exception as error:  # noqa: BLE001 - see the class
            logger.error("gate: %s failed (%s)", what, describe(error))
            return None


def seal(key: bytes, messages: list[dict[str, Any]]) -> bytes:
    """Encrypts an answer (an intake's summary repeats what the person gave)."""
    nonce = os.urandom(12)
    return nonce + AESGCM(key).encrypt(nonce, json.dumps(messages).encode(), None)


def unseal(key: bytes, sealed: bytes) -> list[dict[str, Any]]:
    """Decrypts an answer.

    Raises:
        cryptography.exceptions.InvalidTag: The key is another conversation's, or the answer was changed.
    """
    return json.loads(AESGCM(key).decrypt(sealed[:12], sealed[12:], None))


def open_gate(redis_url: str | None, database_url: str, var: Any) -> Gate:
    """Opens the gate that suits the deployment.

    Args:
        redis_url: The Redis that the workers share; None for one worker.
        database_url: The conversation store; a file has the gate's file beside it.
        var: Folder for everything stored.
    """
    if redis_url:
        from bot.channel.gate_redis import RedisShelf

        return Gate(RedisShelf(redis_url))
    from bot.channel.gate_sqlite import SqliteShelf, beside

    return Gate(SqliteShelf(beside(database_url, var)))
