"""Kept questions: encrypted, with the day and nothing else, until their end; on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from cryptography.fernet import Fernet

from bot.review import store as module
from bot.review.kept import kept_questions
from bot.review.problem import ReviewDown, ReviewKeys
from bot.review.question import today
from bot.review.store import ReviewStore
from bot.review.tables import counts, ignored, metadata, questions
from bot.settings import from_environment


def later(monkeypatch, days: int) -> None:
    day = today() + timedelta(days=days)
    monkeypatch.setattr(module, "today", lambda: day)


def rows(store: ReviewStore, table: sa.Table) -> list[sa.engine.Row]:
    with store._db.reading() as link:
        return link.execute(sa.select(table)).all()


def test_a_question_comes_back_with_its_day_and_a_number_of_its_own(store) -> None:
    assert store.keep("Is there a lift?") and store.keep("parking?")
    first, second = store.questions()
    assert (first.text, first.day, second.text) == ("Is there a lift?", today().isoformat(), "parking?")
    store.remove([second.number])
    store.keep("where is it")
    assert [q.number > second.number for q in store.questions()] == [False, True], "a number is never given twice"


def test_a_row_holds_the_day_and_no_word_no_time_and_no_conversation(store) -> None:
    store.keep("Is there a lift?")
    (row,) = rows(store, questions)
    assert set(questions.c.keys()) == {"number", "ref", "day", "content"} and "lift" not in str(tuple(row))
    seal = json.loads(store.settings.key_file.read_text())["keys"][0]
    assert Fernet(seal.encode()).extract_timestamp(row.content.encode()) % 86400 == 0, "the seal shows midnight"


def test_rows_cannot_be_swapped_and_a_lost_key_is_said(store, opened) -> None:
    store.keep("Is there a lift?")
    other = opened(replace(store.settings, key_file=store.settings.key_file.with_name("other.key")))
    with pytest.raises(ReviewKeys, match="Q002"):
        other.questions()
    with store._db.writing() as link:
        link.execute(questions.update().values(ref="0" * 32))
    with pytest.raises(ReviewKeys):
        store.questions()


def test_what_staff_ignore_does_not_come_back_and_only_a_digest_of_it_stays(store) -> None:
    store.keep("Can I smoke there?")
    (question,) = store.questions()
    assert store.remove([question.number], [question.text]) == 1
    assert not store.keep("can I smoke there") and store.keep("can I drink there") and len(store.questions()) == 1
    assert "smoke" not in str(rows(store, ignored))


def test_at_its_end_a_question_is_not_shown_and_then_deleted_with_old_counts(store, monkeypatch) -> None:
    store.keep("Is there a lift?")
    store.count({(today().isoformat(), "booking"): 7})
    later(monkeypatch, store.settings.keep_days - 1)
    assert len(store.questions()) == 1 and store.purge() == 0
    later(monkeypatch, store.settings.keep_days)
    assert store.questions() == [] and store.purge() == 1 and rows(store, questions) == []
    assert len(store.counted("")) == 1
    later(monkeypatch, store.settings.count_days)
    store.purge()
    assert store.counted("") == []


def test_a_full_store_takes_no_more(store, monkeypatch) -> None:
    monkeypatch.setattr(module, "MOST", 1)
    assert store.keep("one") and not store.keep("two")


def test_signs_that_a_terminal_obeys_are_not_kept(store) -> None:
    store.keep("lift\x1b[2J\u202e?")
    assert store.questions()[0].text.isprintable()


def test_a_new_key_opens_everything_and_the_old_one_nothing(store) -> None:
    store.keep("Is there a lift?")
    old = store.settings.key_file.read_text()
    assert store.rotate_keys() == 1 and store.questions()[0].text == "Is there a lift?"
    store.settings.key_file.write_text(old)
    with pytest.raises(ReviewKeys):
        ReviewStore(store.settings).questions()


def test_counts_of_many_workers_add_up(both, opened) -> None:
    stores = [opened(both) for _ in range(4)]
    names = ["booking", "unclear", "crisis"]

    def work(n: int) -> None:
        stores[n % 4].count({("2026-11-22", name): 1 for name in (names if n % 2 else reversed(names))})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(60)))
    assert stores[0].counted("2026-11-22") == [("2026-11-22", name, 60) for name in sorted(names)]
    assert stores[0].counted("2026-11-23") == [] and set(counts.c.keys()) == {"day", "name", "number"}


def test_a_database_that_is_away_is_said_with_a_remedy_and_without_a_value(settings) -> None:
    blocked = settings.key_file.parent / "file"
    blocked.write_text("")
    broken = ReviewStore(replace(settings, url=f"sqlite:///{blocked / 'review.sqlite'}"))
    with pytest.raises(ReviewDown, match="Q001.*Remedy") as caught:
        broken.keep("a secret question")
    assert "secret" not in str(caught.value)


def test_the_migrations_build_the_tables_that_the_code_uses(store) -> None:
    store.purge()
    found = sa.inspect(store._db.engine)
    for table in metadata.tables.values():
        columns = {c["name"]: bool(c["nullable"]) for c in found.get_columns(table.name)}
        assert columns == {c.name: bool(c.nullable) for c in table.columns}
        assert {
            i["name"]
            for i in found.get_indexes(table.name)
            if not i.get("duplicates_constraint") and "autoindex" not in i["name"]
        } == {i.name for i in table.indexes}
        assert found.get_pk_constraint(table.name)["constrained_columns"] == [c.name for c in table.primary_key]


def test_two_stores_of_one_process_may_build_their_tables_at_once(settings) -> None:
    """Alembic keeps its work in the process: a server opens the intake's store and this one side by side."""
    from bot.intake.settings import IntakeSettings
    from bot.intake.store import IntakeStore

    folder, failed = settings.key_file.parent, []

    def run(work) -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001
            failed.append(error)

    works = []
    for n in range(4):
        works.append(ReviewStore(replace(settings, url=f"sqlite:///{folder / f'r{n}.sqlite'}")).purge)
        works.append(
            IntakeStore(IntakeSettings(url=f"sqlite:///{folder / f'i{n}.sqlite'}", key_file=folder / "i.key")).purge
        )
    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_the_plain_list_for_the_preview_makes_nothing_where_nothing_was_kept(tmp_path, monkeypatch) -> None:
    monkeypatch.delenv("REVIEW_DATABASE_URL")
    settings = from_environment({"BOT_VAR": str(tmp_path)})
    assert kept_questions(settings) == [] and list(tmp_path.iterdir()) == []
    store = ReviewStore.open(settings)
    store.keep("Is there a lift?")
    store.close()
    assert kept_questions(settings) == ["Is there a lift?"]
