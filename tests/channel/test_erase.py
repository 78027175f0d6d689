"""Deleting a talk takes its state and its open draft, leaves what was sent, and never claims what it did not do."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.lock_store import InMemoryLockStore

from bot.channel import erase as erasing
from bot.store.tracker_store import SnapshotTrackerStore

KEY = "digest-of-a-conversation"


class Intake:
    """The intake's store as far as deleting needs it."""

    def __init__(self, sent: bool | None, fails: bool = False) -> None:
        self.sent, self.fails, self.withdrawn = sent, fails, []

    def of_conversation(self, key: str) -> Any:
        if self.fails:
            raise OSError("away")
        return None if self.sent is None else SimpleNamespace(ref=f"ref of {key}", sent=self.sent)

    def withdraw(self, ref: str) -> bool:
        self.withdrawn.append(ref)
        return True


@pytest.fixture
def agent(folder: Path) -> Any:
    store = SnapshotTrackerStore(url=f"sqlite:///{folder / 'c.sqlite'}")
    store.snapshots.write(KEY, {"turns": 1})
    return SimpleNamespace(tracker_store=store, lock_store=InMemoryLockStore())


@pytest.mark.parametrize(("sent", "withdrawn"), [(None, []), (False, [f"ref of {KEY}"]), (True, [])])
async def test_state_and_draft_go_and_what_was_sent_stays(
    agent: Any, monkeypatch: pytest.MonkeyPatch, sent: bool | None, withdrawn: list[str]
) -> None:
    intake = Intake(sent)
    monkeypatch.setattr(erasing, "_intake", lambda: intake)
    assert await erasing.erase(agent, KEY)
    assert agent.tracker_store.snapshots.read(KEY) is None and intake.withdrawn == withdrawn


async def test_what_failed_is_not_called_done(agent: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasing, "_intake", lambda: Intake(None, fails=True))
    assert not await erasing.erase(agent, KEY)
    monkeypatch.setattr(erasing, "_intake", lambda: Intake(None))
    monkeypatch.setattr(agent.tracker_store.snapshots, "delete", lambda key: 1 / 0)
    assert not await erasing.erase(agent, KEY)
    assert not await erasing.erase(None, KEY), "no model is loaded"
