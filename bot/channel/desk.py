"""What the website's channel does, without the web framework: starts, continues and ends conversations."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timezone
from functools import partial
from math import ceil
from typing import Any

from bot.channel import opening
from bot.channel.body import Body, BodyError
from bot.channel.front import Front, front
from bot.channel.gate import Count, Entry, Gate, open_gate, seal, unseal
from bot.channel.keys import derive, digest, secret
from bot.channel.parts import HeldTurns
from bot.channel.said import Said, read, read_message
from bot.channel.token import Session, Tokens
from bot.channel.turn import WEB
from bot.channel.website import Website
from bot.release.live import serving
from bot.settings import from_environment

logger = logging.getLogger(__name__)

MAX_MESSAGE = 20_000
SCREENED = 4_000
"""A refused message up to this length is still searched for danger."""
PATIENCE, POLL = 5.0, 0.1
"""How long a retry waits for its message's first answer, and between looks, in seconds."""


class Desk:
    """Serves the website's conversations."""

    def __init__(self, taker: HeldTurns, gate: Gate, front: Callable[[], Front], key: bytes) -> None:
        """Joins the parts.

        Args:
            taker: The one function for a turn.
            gate: Counts turns and knows what was answered already.
            front: Gives what the live release says.
            key: The server's secret.
        """
        self.taker, self.gate, self._front = taker, gate, front
        self._addresses = derive(key, "address")
        self._running: set[asyncio.Task[Any]] = set()

    @classmethod
    def open(cls, taker: HeldTurns) -> Desk:
        """Builds the desk from the deployment's files.

        Args:
            taker: The one function for a turn.
        """
        settings = from_environment()
        key = secret(settings.var)

        gate = open_gate(settings.redis_url, settings.database_url, settings.var)
        return cls(taker, gate, serving().each(partial(front, key)), key)

    @property
    def tokens(self) -> Tokens:
        """Issues and reads conversation ids."""
        return self._front().tokens

    @property
    def site(self) -> Website:
        """The practice's choices."""
        return self._front().site

    async def start(self, address: str) -> dict[str, Any]:
        """Starts a conversation.

        Args:
            address: Who asks.

        Raises:
            BodyError: Too many from this address.
        """
        entry = await self.gate.enter([self._count("sessions", address, self.site.sessions_a_minute)])
        if entry.kind == "limited":
            raise limited(entry)
        front = self._front()
        return {
            **self._fresh(),
            "notice": opening.say(front.content, "notice"),
            "opening": opening.opening(front.content, front.lines, datetime.now(timezone.utc)),
        }

    async def take(self, raw: bytes, address: str) -> dict[str, Any]:
        """Takes a turn.

        Args:
            raw: The body.
            address: Who asks.

        Returns:
            ``messages``, and a renewed ``token`` where it is time for one.

        Raises:
            BodyError: Refused, for any reason of the contract.
        """
        said = read_message(raw, self.tokens)
        # A client that hangs up does not stop the turn half-way: its retry finds the answer.
        task = asyncio.ensure_future(self._answer(said, address))
        self._running.add(task)
        task.add_done_callback(self._ended)
        return {"messages": await asyncio.shield(task), **self._renewed(said.session)}

    async def _answer(self, said: Said, address: str) -> list[dict[str, Any]]:
        body = Body(self.tokens.sender(said.session), said.text)
        too_long = len(said.text) > MAX_MESSAGE
        entry = await self._enter(said, body.sender, address, None if too_long else said.id)
        if too_long or entry.kind == "limited":
            return await self._help_or_refuse(body, entry)
        if entry.kind == "pending":
            raise BodyError(409, "busy", "This message is still being answered.", wait=1)
        if entry.kind == "done":
            return unseal(self.tokens.seal_key(said.session), entry.sealed)
        messages = [_bare(message) for message in await self.taker.take(body, WEB)]
        if said.id is not None:
            await self.gate.finish(body.sender, said.id, seal(self.tokens.seal_key(said.session), messages))
        return messages

    async def delete(self, raw: bytes, erase: Callable[[str], Awaitable[bool]]) -> dict[str, Any]:
        """Deletes a conversation.

        Args:
            raw: The body.
            erase: Deletes what is stored under a conversation's key; says whether it is gone.

        Returns:
            The confirmation, and the token of a new conversation.

        Raises:
            BodyError: The token is refused, or the deletion failed.
        """
        sender = self.tokens.sender(read(raw, self.tokens)["token"])
        gone = await erase(Body(sender, "").key)
        if not (await self.gate.forget(sender) and gone):
            raise BodyError(500, "failed", "The conversation could not be deleted. Try again.")
        return {"deleted": True, "text": opening.say(self._front().content, "kept_deleted"), **self._fresh()}

    def kept(self) -> dict[str, Any]:
        """Says what is kept."""
        return opening.kept(self._front().content)

    def contact(self) -> dict[str, Any]:
        """Says when someone answers."""
        return opening.contact(self._front().content, datetime.now(timezone.utc))

    async def _enter(self, said: Said, sender: str, address: str, own: str | None) -> Entry:
        counts = [
            Count(f"turns:{sender}", self.site.turns_a_minute),
            self._count("turns", address, self.site.address_turns_a_minute),
        ]
        entry = await self.gate.enter(counts, sender, own)
        deadline = time.monotonic() + PATIENCE
        while entry.kind == "pending" and time.monotonic() < deadline:
            await asyncio.sleep(POLL)
            entry = await self.gate.enter(counts, sender, own)
        return entry

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        # A refusal that nobody waits for any more is no error.
        _ = task.cancelled() or task.exception()

    async def _help_or_refuse(self, body: Body, entry: Entry) -> list[dict[str, Any]]:
        """No limit stands between a person in danger and the help lines."""
        room = entry.kind != "limited"
        help_ = await self.taker.danger(body) if room or len(body.message) <= SCREENED else None
        if help_ is not None:
            return [_bare(message) for message in help_]
        if not room:
            raise limited(entry)
        raise BodyError(413, "too_long", f"The message is over {MAX_MESSAGE} characters.")

    def _count(self, what: str, address: str, limit: int) -> Count:
        return Count(f"{what}:{digest(self._addresses, address)}", limit)

    def _fresh(self) -> dict[str, Any]:
        return self._written(self.tokens.start(time.time()))

    def _renewed(self, session: Session) -> dict[str, Any]:
        later = self.tokens.renew(session, time.time())
        return self._written(later) if later else {}

    def _written(self, session: Session) -> dict[str, Any]:
        return {"token": self.tokens.write(session), "expires_at": session.expires}


def limited(entry: Entry) -> BodyError:
    """Makes the refusal of what is over a limit."""
    return BodyError(429, "rate_limited", "Too many messages in a minute.", wait=max(1, ceil(entry.wait)))


def _bare(message: dict[str, Any]) -> dict[str, Any]:
    """The conversation's id inside the server is nobody's business outside it."""
    return {key: value for key, value in message.items() if key != "recipient_id"}
