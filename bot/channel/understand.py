"""Rasa's reading of a message, off the event loop.

Rasa reads a message on the event loop, where for as long as it takes nobody else is served. The screen and the
encoders spend their time outside Python's lock, so on two processors two people are read at once.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from rasa.core.channels.channel import UserMessage
from sanic import Sanic
from sanic.exceptions import SanicException

from bot.place import carried
from bot.release.live import held

T = TypeVar("T")

# Starts its threads at the first message, so after a worker was forked.
_pool = ThreadPoolExecutor(max_workers=os.cpu_count() or 1, thread_name_prefix="understand")


async def aside(work: Callable[..., T], *args: Any) -> T:
    """Does work in a thread, which reads the same release as the caller."""
    return await asyncio.get_running_loop().run_in_executor(_pool, carried(work), *args)


async def understand(message: UserMessage) -> dict[str, Any] | None:
    """Reads a message as Rasa's agent would, for `UserMessage.parse_data`.

    Returns:
        Rasa's parse data, or None where no agent serves in this process: then Rasa reads the message itself.
    """
    agent = _serving_agent()
    if agent is None or not agent.is_ready():
        return None
    return await aside(lambda: asyncio.run(agent.processor.parse_message(message)))


def _serving_agent() -> Any:
    """The agent of the turn's release; where it holds none, the one that Rasa keeps with the web application."""
    live = held()
    if live is not None and live.agent is not None:
        return live.agent
    try:
        return getattr(Sanic.get_app().ctx, "agent", None)
    except SanicException:  # none, or (in tests) several
        return None
