from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from aiohttp import web

from bot.bench.load import PATH, Sample, conversations
from bot.bench.timing import EARLY, LAST_TURN, LATE, Timed, each


class Dummy:
    """A server that says one word, or what it is told to."""

    def __init__(self) -> None:
        self.seen: list[dict[str, Any]] = []
        self.status = 200
        self.answer: Any = [{"text": "hi"}]
        self.url = ""

    async def receive(self, request: web.Request) -> web.Response:
        self.seen.append(await request.json())
        return web.json_response(self.answer, status=self.status)


@pytest.fixture
def dummy() -> Iterator[Dummy]:
    server, loop, up = Dummy(), asyncio.new_event_loop(), threading.Event()

    async def start() -> web.AppRunner:
        app = web.Application()
        app.router.add_post(PATH, server.receive)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        return runner

    def serve() -> None:
        asyncio.set_event_loop(loop)
        runner = loop.run_until_complete(start())
        up.set()
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())

    thread = threading.Thread(target=serve)
    thread.start()
    assert up.wait(10)
    yield server
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


def test_a_new_sender_every_six_messages(dummy: Dummy) -> None:
    sample = conversations(dummy.url, ["a", "b", "c"], parallel=1, each=13, tag="t")
    assert [b["sender"] for b in dummy.seen] == ["bench-t-0-0"] * 6 + ["bench-t-0-1"] * 6 + ["bench-t-0-2"]
    assert [b["message"] for b in dummy.seen] == list("abcabcabcabca")
    assert (len(sample.milliseconds), sample.empty, sample.failed) == (13, 0, 0)
    assert sample.seconds > 0 and sample.per_second > 0


def test_parallel_conversations_say_the_same_to_every_server(dummy: Dummy) -> None:
    def said() -> list[tuple[str, str]]:
        dummy.seen.clear()
        conversations(dummy.url, [str(n) for n in range(50)], parallel=8, each=6, tag="t")
        return sorted((b["sender"], b["message"]) for b in dummy.seen)

    first = said()
    assert len(first) == 48
    assert len({sender for sender, _ in first}) == 8
    assert first == said()


def test_a_long_conversation_has_one_sender(dummy: Dummy) -> None:
    conversations(dummy.url, ["a"], parallel=1, each=20, tag="t", a_sender=20)
    assert {b["sender"] for b in dummy.seen} == {"bench-t-0-0"}


def test_empty_answers_and_failures_are_counted(dummy: Dummy) -> None:
    dummy.answer = []
    assert conversations(dummy.url, ["a"], parallel=2, each=2, tag="t").empty == 4
    dummy.status = 500
    sample = conversations(dummy.url, ["a"], parallel=2, each=2, tag="t")
    assert (sample.failed, sample.milliseconds) == (4, [])


def test_a_server_that_is_not_there_fails_every_message() -> None:
    assert conversations("http://127.0.0.1:9", ["a"], parallel=2, each=3, tag="t").failed == 6


def test_rounds_add_up() -> None:
    whole = Sample([1.0], 1.0)
    whole.add(Sample([2.0, 3.0], 2.0, empty=1, failed=1))
    assert whole == Sample([1.0, 2.0, 3.0], 3.0, 1, 1)
    assert whole.per_second == 1
    assert Sample().per_second == 0


@pytest.mark.parametrize(
    ("turns", "rounds", "level", "expected"), [(200, 4, 1, 50), (200, 4, 8, 7), (200, 4, 32, 6), (60, 2, 1, 30)]
)
def test_each_conversation_is_whole(turns: int, rounds: int, level: int, expected: int) -> None:
    assert each(turns, rounds, level) == expected


def test_early_and_late_turns_hold_the_same_messages() -> None:
    said = [n % 10 for n in range(LAST_TURN)]
    assert said[EARLY] == said[LATE]
    assert [n + 1 for n in range(LAST_TURN)][EARLY] == list(range(6, 16))
    assert [n + 1 for n in range(LAST_TURN)][LATE] == list(range(296, 306))


def test_growth() -> None:
    assert Timed(early=10.0, late=12.0).growth == 1.2
    assert Timed().growth is None
