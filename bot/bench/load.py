"""The load generator: conversations in parallel over HTTP, each waiting for its answer before it goes on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import aiohttp

from bot.bench.errors import BenchError

PATH = "/webhooks/rest/webhook"
MESSAGES_A_SENDER = 6
STRIDE = 17
"""Conversations start at different places of the list; a prime keeps them apart."""
ANSWER_SECONDS = 60
PHASE_SECONDS = 300


@dataclass
class Sample:
    """What one phase brought.

    Attributes:
        milliseconds: Each message's time until its whole answer was there, in the order of sending per conversation.
        seconds: The phase's length by the clock.
        empty: Answers without any message.
        failed: Messages without a good answer.
    """

    milliseconds: list[float] = field(default_factory=list)
    seconds: float = 0.0
    empty: int = 0
    failed: int = 0

    def add(self, other: Sample) -> None:
        """Adds a later round of the same phase."""
        self.milliseconds += other.milliseconds
        self.seconds += other.seconds
        self.empty += other.empty
        self.failed += other.failed

    @property
    def per_second(self) -> float:
        """Messages answered a second."""
        return len(self.milliseconds) / self.seconds if self.seconds else 0.0


def conversations(
    url: str, messages: Sequence[str], *, parallel: int, each: int, tag: str, a_sender: int = MESSAGES_A_SENDER
) -> Sample:
    """Holds conversations in parallel.

    Args:
        url: The server's address.
        messages: What is said, over and over.
        parallel: Number of conversations at a time.
        each: Number of messages that each sends.
        tag: Beginning of the senders' names: the same tag sends the same messages to every server.
        a_sender: After so many messages a conversation ends and a new one begins.

    Raises:
        BenchError: The phase took longer than `PHASE_SECONDS`.
    """
    try:
        return asyncio.run(asyncio.wait_for(_phase(url, messages, parallel, each, tag, a_sender), PHASE_SECONDS))
    except asyncio.TimeoutError:
        raise BenchError(f"B004 {parallel} conversations took over {PHASE_SECONDS} s at {url}.") from None


async def _phase(url: str, messages: Sequence[str], parallel: int, each: int, tag: str, a_sender: int) -> Sample:
    sample = Sample()
    limits = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
    connector = aiohttp.TCPConnector(limit=parallel)
    async with aiohttp.ClientSession(url, connector=connector, timeout=limits) as session:
        started = time.perf_counter()
        await asyncio.gather(*(_talk(session, messages, n, each, tag, a_sender, sample) for n in range(parallel)))
        sample.seconds = time.perf_counter() - started
    return sample


async def _talk(
    session: aiohttp.ClientSession, messages: Sequence[str], n: int, each: int, tag: str, a_sender: int, sample: Sample
) -> None:
    for turn in range(each):
        body = {
            "sender": f"bench-{tag}-{n}-{turn // a_sender}",
            "message": messages[(n * STRIDE + turn) % len(messages)],
        }
        started = time.perf_counter()
        try:
            async with session.post(PATH, json=body) as reply:
                answer = await reply.json(content_type=None)
                good = reply.status == 200 and isinstance(answer, list)
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError):
            good, answer = False, None
        if not good:
            sample.failed += 1
            continue
        sample.milliseconds.append((time.perf_counter() - started) * 1000)
        sample.empty += not answer
