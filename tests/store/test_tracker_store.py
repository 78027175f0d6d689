"""Rasa's tracker store of ours: the state returns, the words do not, and it never raises to Rasa."""

from __future__ import annotations

import json
import logging

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.store.tracker_store import SnapshotTrackerStore

SECRET = "my sister knows nothing of this"


@pytest.fixture
def domain() -> Domain:
    return Domain.load("domain.yml")


@pytest.fixture
def store(tmp_path, domain) -> SnapshotTrackerStore:
    return SnapshotTrackerStore(domain, url=f"sqlite:///{tmp_path / 'c.sqlite'}")


def talk(domain: Domain, state) -> DialogueStateTracker:
    tracker = DialogueStateTracker("k", domain.slots)
    tracker.update(UserUttered(SECRET, {"name": "faq"}, parse_data={"text": SECRET, "metadata": {"x": SECRET}}), domain)
    tracker.update(ActionExecuted("action_turn"), domain)
    tracker.update(BotUttered(SECRET), domain)
    tracker.update(SlotSet("conversation", state), domain)
    return tracker


async def test_the_state_returns_and_the_words_do_not(store, domain, tmp_path) -> None:
    await store.save(talk(domain, {"turns": 3}))
    found = await store.retrieve("k")
    assert found is not None and found.get_slot("conversation") == {"turns": 3}
    assert SECRET not in json.dumps([e.as_dict() for e in found.events])
    assert all(SECRET.encode() not in f.read_bytes() for f in tmp_path.iterdir())


async def test_a_cleared_state_deletes_the_conversation(store, domain) -> None:
    await store.save(talk(domain, {"turns": 3}))
    await store.save(talk(domain, None))
    assert await store.retrieve("k") is None


async def test_a_turn_costs_the_same_however_long_the_talk(store, domain) -> None:
    for _ in range(5):
        await store.save(talk(domain, {"turns": 1}))
    found = await store.retrieve("k")
    assert found is not None and len(found.events) == 4


async def test_a_lost_database_raises_nothing_and_logs_no_words(domain, tmp_path, caplog) -> None:
    (tmp_path / "folder").mkdir()
    broken = SnapshotTrackerStore(domain, url=f"sqlite:///{tmp_path / 'folder'}")
    with caplog.at_level(logging.DEBUG):
        await broken.save(talk(domain, {"turns": 3}))
        assert await broken.retrieve("k") is None
    assert "store: save failed" in caplog.text and SECRET not in caplog.text
