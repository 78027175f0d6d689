"""The intake's store keeps what was agreed to, encrypted, once, until its end; on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import sqlalchemy as sa

from bot.intake import reference
from bot.intake import store as module
from bot.intake.problem import NoDraft, StoreDown
from bot.intake.store import IntakeStore
from bot.intake.tables import intakes

FIELDS = {"name": "Zoë Needle", "about": "since March 🌧", "adult": True}
HOUR = 3600.0


def draft(store: IntakeStore, conversation: str = "c1") -> str:
    ref = store.open_draft(conversation, "2026-11")
    store.write_draft(ref, FIELDS)
    return ref


def later(monkeypatch, seconds: float) -> None:
    now = module.time.time() + seconds
    monkeypatch.setattr(module.time, "time", lambda: now)


def test_a_draft_comes_back_and_a_conversation_has_one(store) -> None:
    ref = store.open_draft("c1", "2026-11")
    assert store.read_draft(ref) == {}
    store.write_draft(ref, {"name": "A"})
    store.write_draft(ref, FIELDS)
    assert store.read_draft(ref) == FIELDS
    assert store.open_draft("c1", "2026-11") == ref != store.open_draft("c2", "2026-11")
    found = store.of_conversation("c1")
    assert found is not None and (found.ref, found.sent, found.reference) == (ref, False, None)


def test_nothing_is_stored_before_consent(store) -> None:
    for words in ("", "  "):
        with pytest.raises(ValueError):
            store.open_draft("c1", words)
    assert store.of_conversation("c1") is None


def test_a_draft_is_sent_once_and_then_no_draft_any_more(store) -> None:
    ref = draft(store)
    name = store.submit(ref)
    assert reference.tidy(name) == name
    assert store.submit(ref) == name
    assert store.read_draft(ref) is None
    with pytest.raises(NoDraft):
        store.write_draft(ref, {})
    assert store.show(name, "t").fields == FIELDS
    assert len(store.list("t")) == 1
    found = store.of_conversation("c1")
    assert found is not None and (found.ref, found.sent, found.reference) == (ref, True, name)


def test_after_sending_a_conversation_may_begin_again(store) -> None:
    first = draft(store)
    store.submit(first)
    second = store.open_draft("c1", "2026-11")
    assert second != first and store.read_draft(second) == {}
    assert [one.ref for one in store.all_of_conversation("c1")] == [second, first]


@pytest.mark.parametrize("sent", [False, True])
def test_withdrawn_is_gone(store, sent: bool) -> None:
    ref = draft(store)
    name = store.submit(ref) if sent else ""
    assert store.withdraw(ref) is True
    assert store.withdraw(ref) is False
    assert store.read_draft(ref) is None and store.of_conversation("c1") is None
    assert store.list("t") == [] and store.show(name, "t") is None and store.undelivered() == []
    with pytest.raises(NoDraft):
        store.submit(ref)
    assert [(a.what, a.reference) for a in store.log() if a.what == "withdrew"] == (
        [("withdrew", name)] if sent else []
    )


def test_what_was_sent_can_be_changed_and_the_log_says_so(store) -> None:
    """Only what is new is replaced; reference and end stay; a draft, and what is gone, cannot be amended."""
    ref = store.open_draft("c1", "1")
    with pytest.raises(NoDraft):
        store.amend(ref, {"email": "x@example.org"})
    store.write_draft(ref, {"name": "Zoë Needle", "phone": "07700 900 111"})
    assert store.read_sent(ref) is None
    name = store.submit(ref)
    until = store.list("t")[0].expires_at
    store.amend(ref, {"phone": "07700 900 222"})
    record = store.show(name, "t")
    assert record.fields == {"name": "Zoë Needle", "phone": "07700 900 222"} == store.read_sent(ref)
    assert record.summary.expires_at == until
    assert ("the person", "changed", name) in [(one.who, one.what, one.reference) for one in store.log()]
    store.withdraw(ref)
    assert store.read_sent(ref) is None
    with pytest.raises(NoDraft):
        store.amend(ref, {"email": "x@example.org"})


def test_two_changes_at_once_are_both_kept(store) -> None:
    ref = store.open_draft("c1", "1")
    name = store.submit(ref)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: store.amend(ref, {f"field{n}": "x"}), range(8)))
    assert store.show(name, "t").fields == {f"field{n}": "x" for n in range(8)}


def test_a_draft_has_a_short_life_that_each_change_renews(store, monkeypatch) -> None:
    ref = draft(store)
    later(monkeypatch, 23 * HOUR)
    store.write_draft(ref, FIELDS)
    later(monkeypatch, 23 * HOUR)
    assert store.read_draft(ref) == FIELDS and store.purge() == 0
    later(monkeypatch, 2 * HOUR)
    assert store.read_draft(ref) is None
    with pytest.raises(NoDraft):
        store.submit(ref)
    assert store.open_draft("c1", "2026-11") != ref
    assert store.purge() == 0


def test_purge_deletes_what_is_over_and_nothing_else(store, monkeypatch) -> None:
    draft(store, "old draft")
    name = store.submit(draft(store, "old record"))
    store.show(name, "t")
    later(monkeypatch, 89 * 24 * HOUR)
    assert store.purge() == 1
    assert [one.reference for one in store.list("t")] == [name]
    draft(store, "fresh")
    later(monkeypatch, 2 * 24 * HOUR)
    assert store.purge() == 2
    assert store.list("t") == [] and "show" in [a.what for a in store.log()]
    later(monkeypatch, 366 * 24 * HOUR)
    store.purge()
    assert store.log() == []


def test_two_that_race_to_send_give_one_record(store) -> None:
    ref = draft(store)
    with ThreadPoolExecutor(8) as pool:
        names = set(pool.map(lambda _: store.submit(ref), range(16)))
    assert len(names) == 1
    assert [one.reference for one in store.list("t")] == list(names)


def test_two_that_race_to_begin_get_one_draft(store) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: store.open_draft("c1", "2026-11"), range(16)))) == 1


def test_a_reference_is_never_given_twice(store, monkeypatch) -> None:
    names = iter(["W-2222-22", "W-2222-22", "W-3333-33"])
    monkeypatch.setattr(module.reference, "new", lambda: next(names))
    assert [store.submit(draft(store, c)) for c in ("c1", "c2")] == ["W-2222-22", "W-3333-33"]


def test_no_word_and_no_conversation_stands_readable_in_the_database(settings, opened, tmp_path) -> None:
    store = opened(settings)
    ref = draft(store, "sender-needle")
    store.submit(ref)
    store.open_draft("sender-needle", "2026-11")
    files = [f.read_bytes() for f in tmp_path.iterdir() if f.name != "intake.key"]
    assert len(files) >= 1
    assert all(needle not in f for f in files for needle in (b"Needle", b"sender-needle", b"since March"))


def test_only_the_owner_can_read_the_files(settings, opened, tmp_path) -> None:
    draft(opened(settings))
    assert {f.name: oct(f.stat().st_mode & 0o777) for f in tmp_path.iterdir() if f.stat().st_mode & 0o077} == {}


def test_a_row_cannot_be_swapped_for_another(store) -> None:
    mine, other = draft(store, "c1"), draft(store, "c2")
    with store._db.writing() as link:
        content = link.execute(sa.select(intakes.c.content).where(intakes.c.ref == other)).scalar()
        link.execute(intakes.update().where(intakes.c.ref == mine).values(content=content))
    with pytest.raises(Exception, match="I003"):
        store.read_draft(mine)


def test_a_database_that_fails_quotes_no_value_and_stores_nothing(settings, opened, tmp_path) -> None:
    (tmp_path / "folder").mkdir()
    broken = opened(replace(settings, url=f"sqlite:///{tmp_path / 'folder'}"))
    with pytest.raises(StoreDown) as caught:
        broken.open_draft("sender-needle", "2026-11")
    assert "needle" not in str(caught.value) and "Remedy" in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("typed", ["W-7K3P-92", " w-7k3p-92 ", "w7k3p92", "W 7K3P 92"])
def test_a_reference_is_known_however_it_is_typed(typed: str) -> None:
    assert reference.tidy(typed) == "W-7K3P-92"


@pytest.mark.parametrize("typed", ["", "W-7K3P", "W-7A3P-92", "7K3P-92", "W-7K3P-92 OR 1=1"])
def test_what_cannot_be_a_reference_is_none(typed: str) -> None:
    assert reference.tidy(typed) is None
