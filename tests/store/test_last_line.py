"""Whatever forgets to redact what was typed: no personal data reaches the conversation store, on either database."""

from __future__ import annotations

import itertools
import json
import logging

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.checks.event import Does
from bot.content.current import current
from bot.privacy.redact import redact
from bot.settings import ROOT
from bot.store import last_line
from bot.store.last_line import redacted
from bot.store.tracker_store import SnapshotTrackerStore
from tests.checks.walk import IDS, Walk

ROWS = [json.loads(line) for line in (ROOT / "tests" / "data" / "pii.jsonl").read_text().splitlines()]
TYPED = [row for row in ROWS if row["kind"] != "clean" and not any(part in redact(row["text"]) for part in row["gone"])]


@pytest.fixture(params=["sqlite", "postgres"])
def store(request, tmp_path) -> SnapshotTrackerStore:
    url = f"sqlite:///{tmp_path / 'c.sqlite'}" if request.param == "sqlite" else request.getfixturevalue("postgres")
    opened = SnapshotTrackerStore(Domain.load("domain.yml"), url=url)
    yield opened
    opened.snapshots.delete("k")
    opened.snapshots.close()


def carelessly(store: SnapshotTrackerStore, text: str) -> DialogueStateTracker:
    """A tracker with the message in every place where Rasa, or a careless change of ours, could put it."""
    tracker = DialogueStateTracker("k", store.domain.slots)
    parsed = {"text": text, "metadata": {"full": text}, "entities": [{"value": text}]}
    tracker.update(UserUttered(text, {"name": "faq"}, [{"value": text}], parsed, metadata={"x": text}), store.domain)
    tracker.update(ActionExecuted("action_turn"), store.domain)
    tracker.update(BotUttered(text, {"custom": {"note": text}}), store.domain)
    state = {"turns": 1, "topic": text, "check": {"answers": {"a": {"words": text}}, "note": text, text: "x"}, "offers": [text]}
    tracker.update(SlotSet("conversation", state), store.domain)
    return tracker


async def test_no_personal_data_of_any_kind_is_in_any_row_or_file(store, tmp_path) -> None:
    """Every kind, in events, metadata, slots, keys and lists at once; what remains is the state around it."""
    assert len(TYPED) > 100 and len({row["kind"] for row in TYPED}) > 8
    for row in TYPED:
        await store.save(carelessly(store, row["text"]))
        with store.snapshots._engine.connect() as link:
            held = json.dumps([list(found) for found in link.execute(sa.text("SELECT * FROM conversations"))], ensure_ascii=False)
        files = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        for part in row["gone"]:
            assert part not in held and part.encode() not in files, row["kind"]
    found = await store.retrieve("k")
    assert found is not None and found.get_slot("conversation")["turns"] == 1


async def test_only_the_one_slot_is_written(store) -> None:
    """Other slots, events and metadata have no column to stand in."""
    await store.save(carelessly(store, "plain words of mine"))
    with store.snapshots._engine.connect() as link:
        [row] = link.execute(sa.text("SELECT * FROM conversations")).mappings().all()
    assert set(row) == {"id", "state", "updated_at", "expires_at"}
    assert set(json.loads(row["state"])) == {"turns", "topic", "check", "offers"}


async def test_what_cannot_be_redacted_is_dropped_and_nothing_is_raised(store, monkeypatch, caplog) -> None:
    def broken(text: str) -> str:
        if "secret" in text:
            raise RuntimeError(text)
        return text

    monkeypatch.setattr(last_line, "redact", broken)
    with caplog.at_level(logging.DEBUG):
        await store.save(carelessly(store, "a secret of mine"))
    found = await store.retrieve("k")
    assert found is not None and found.get_slot("conversation") == {"turns": 1, "check": {"answers": {"a": {}}}, "offers": []}
    assert "was not stored (RuntimeError" in caplog.text and "secret" not in caplog.text


def test_the_states_own_names_come_through() -> None:
    """Topic ids, option ids, references: a state of ours is the same after it."""
    content = current()
    ids = [*content.topics, *content.checks.by_id, *(o.id for c in content.checks.by_id.values() for q in c.questions for o in q.options)]
    state = {"said": dict.fromkeys(ids, 1), "offers": ids, "intake": {"ref": "0" * 24 + "12345678", "reference": "W-7K3P-92", "at": "sent"}}
    assert redacted(state) == state


@pytest.mark.parametrize("check_id", IDS)
def test_a_note_of_the_chats_own_words_comes_through(check_id: str) -> None:
    walk = Walk(check_id)
    for options in itertools.islice(itertools.product(*(question.options for question in walk.check.questions)), 0, None, 7):
        walk = Walk(check_id)
        walk.does(Does.BEGIN)
        for option in options:
            walk.does(Does.ANSWER, option=option.id)
        walk.does(Does.FITS)
        assert redacted({"check": walk.memory}) == {"check": walk.memory}


def test_a_number_under_a_reference_s_key_is_no_reference() -> None:
    assert "07700" not in json.dumps(redacted({"reference": "ring 07700 900 123", "ref": "07700 900 123"}))
