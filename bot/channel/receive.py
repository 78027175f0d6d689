"""Takes a request's body in: at most 64 kB, within ten seconds, however slowly or endlessly it is sent.

Sanic's own reader answers a slow body with 503 and lets a dripping one hold its connection for ever. Routes that use
this one are registered with ``stream=True``.
"""

from __future__ import annotations

import asyncio
from typing import Any

from bot.channel.body import MAX_BODY, BodyError

SECONDS = 10.0
DISCARDED = 4 * 1024 * 1024
"""A client that is still sending cannot read its refusal: this much more is taken and thrown away."""
DISCARD_SECONDS = 2.0


async def receive(request: Any, seconds: float = SECONDS) -> bytes:
    """Reads the body.

    Args:
        request: The Sanic request of a streaming route.
        seconds: How long all of it may take.

    Returns:
        The body as it came.

    Raises:
        BodyError: Too large (413), too slow (408) or broken off (400).
    """
    parts: list[bytes] = []
    try:
        await asyncio.wait_for(_collect(request, parts, MAX_BODY), seconds)
    except asyncio.TimeoutError:
        _hang_up(request)
        raise BodyError(408, "slow", f"The body took over {seconds:.0f} seconds.") from None
    if sum(map(len, parts)) > MAX_BODY:
        await _discard(request)
        raise BodyError(413, "too_large", f"The body is over {MAX_BODY // 1024} kB.")
    return b"".join(parts)


async def _collect(request: Any, parts: list[bytes], limit: int) -> None:
    size = 0
    while size <= limit and request.stream.request_body:
        part = await request.stream.read()
        if part is None:
            break
        parts.append(part)
        size += len(part)


async def _discard(request: Any) -> None:
    try:
        await asyncio.wait_for(_throw_away(request), DISCARD_SECONDS)
    except asyncio.TimeoutError:
        pass
    finally:
        _hang_up(request)


async def _throw_away(request: Any) -> None:
    size = 0
    while size < DISCARDED and request.stream.request_body:
        size += len(await request.stream.read() or b"")


def _hang_up(request: Any) -> None:
    """Ends the connection after the answer, without waiting for the rest of the body."""
    request.stream.keep_alive = False
    request.stream.request_body = None
