"""The gate's memory in Redis, shared by all workers. Each step is one script, so no two workers can both be first."""

from __future__ import annotations

import uuid
from typing import Any

from bot.channel.gate import ANSWER_SECONDS, PENDING_SECONDS, WINDOW, Count, Entry

PREFIX = "bot:web:"

_ENTER = """
local message, index, window, pending = KEYS[1], KEYS[2], tonumber(ARGV[1]), tonumber(ARGV[2])
local unique, keep, named = ARGV[3], tonumber(ARGV[4]), ARGV[5] == '1'
if named then
  local found = redis.call('GET', message)
  if found then return {found == '' and 'pending' or 'done', found, '0'} end
end
local clock = redis.call('TIME')
local now = tonumber(clock[1]) + tonumber(clock[2]) / 1000000
local wait = 0
for i = 3, #KEYS do
  redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', string.format('%.6f', now - window))
  local limit = tonumber(ARGV[3 + i])
  local held = redis.call('ZREVRANGE', KEYS[i], limit - 1, limit - 1, 'WITHSCORES')
  if held[2] then wait = math.max(wait, tonumber(held[2]) + window - now) end
end
if wait > 0 then return {'limited', '', tostring(wait)} end
for i = 3, #KEYS do
  redis.call('ZADD', KEYS[i], string.format('%.6f', now), unique)
  redis.call('PEXPIRE', KEYS[i], window * 1000 + 1000)
end
if named then
  redis.call('SET', message, '', 'PX', pending * 1000)
  redis.call('SADD', index, message)
  redis.call('PEXPIRE', index, keep * 1000 + pending * 1000)
end
return {'new', '', '0'}
"""

_FORGET = """
local names = redis.call('SMEMBERS', KEYS[1])
for _, name in ipairs(names) do redis.call('DEL', name) end
redis.call('DEL', KEYS[1])
return #names
"""


class RedisShelf:
    """Counts in sorted sets, answers in keys that expire by themselves."""

    def __init__(self, url: str) -> None:
        """Prepares the connection; it is made at first use, in the worker's own event loop.

        Args:
            url: ``redis://host:port/db``.
        """
        from redis import asyncio as redis

        # A Redis that hangs costs a turn two seconds at most, not the turn.
        self._redis = redis.from_url(url, socket_timeout=2, socket_connect_timeout=1)
        self._enter = self._redis.register_script(_ENTER)
        self._forget = self._redis.register_script(_FORGET)

    async def enter(self, counts: list[Count], conversation: str, message: str | None) -> Entry:
        """Looks up, counts and marks in one script."""
        keys = [self._message(conversation, message or ""), self._index(conversation)]
        keys += [f"{PREFIX}hits:{count.subject}" for count in counts]
        args = [WINDOW, PENDING_SECONDS, uuid.uuid4().hex, ANSWER_SECONDS, "1" if message is not None else "0"]
        kind, sealed, wait = await self._enter(keys=keys, args=[*args, *(count.limit for count in counts)])
        return Entry(kind.decode(), sealed=sealed, wait=float(wait))

    async def finish(self, conversation: str, message: str, sealed: bytes) -> bool:
        """Keeps the answer where the message is still marked as being answered."""
        await self._redis.set(self._message(conversation, message), sealed, px=int(ANSWER_SECONDS * 1000), xx=True)
        return True

    async def forget(self, conversation: str) -> bool:
        """Drops every answer of a conversation."""
        await self._forget(keys=[self._index(conversation)])
        return True

    async def purge(self) -> bool:
        """Nothing to do: keys expire."""
        return True

    def _message(self, conversation: str, message: str) -> str:
        return f"{PREFIX}answer:{conversation}:{message}"

    def _index(self, conversation: str) -> str:
        return f"{PREFIX}answers:{conversation}"

    async def close(self) -> Any:
        """Closes the connections."""
        await self._redis.close()
