"""Reading a message must not hold up other people's turns."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from bot.channel import understand as module
from bot.channel.understand import aside, understand


class _Processor:
    def __init__(self) -> None:
        self.thread = ""

    async def parse_message(self, message: UserMessage) -> dict[str, Any]:
        self.thread = threading.current_thread().name
        return {"text": message.text}


class _Agent:
    def __init__(self, ready: bool = True) -> None:
        self.processor, self._ready = _Processor(), ready

    def is_ready(self) -> bool:
        return self._ready


def test_a_message_is_read_in_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rasa would read it on the event loop."""
    agent = _Agent()
    monkeypatch.setattr(module, "_serving_agent", lambda: agent)
    assert asyncio.run(understand(UserMessage("hello"))) == {"text": "hello"}
    assert agent.processor.thread.startswith("understand")


@pytest.mark.parametrize("agent", [None, _Agent(ready=False)])
def test_without_a_ready_agent_rasa_is_left_to_it(monkeypatch: pytest.MonkeyPatch, agent: _Agent | None) -> None:
    """No parse data means that Rasa reads the message itself, or says that it has no model."""
    monkeypatch.setattr(module, "_serving_agent", lambda: agent)
    assert asyncio.run(understand(UserMessage("hello"))) is None


def test_others_are_served_meanwhile() -> None:
    """While one message is being read, the event loop goes on."""
    held = threading.Event()

    async def both() -> str:
        reading = asyncio.ensure_future(aside(held.wait, 10))
        held.set()  # reached only because the reading does not stand in the way
        return "read" if await reading else "stuck"

    assert asyncio.run(both()) == "read"
