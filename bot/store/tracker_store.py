"""Rasa's tracker store over `Snapshots`: the dialogue state comes back, the words do not.

Rasa's SQL store keeps every event (the person's words in five places) and its cost grows with the conversation.
A turn of ours needs the slot with the dialogue state and nothing else, so that is all that is kept, and a
conversation's three-hundredth turn costs what its first did. No event, slot or metadata besides is written, and every
text in that state passes one redaction here, after the one at the place where it was typed.

It never raises to Rasa: a failing store would make Rasa's `FailSafeTrackerStore` log the statement and keep raw
trackers in memory. A lost database costs the thread of the talk, not the answer.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Callable

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.logs import describe
from bot.settings import from_environment
from bot.store.last_line import redacted
from bot.store.snapshots import Snapshots

logger = logging.getLogger(__name__)

STATE_SLOT = "conversation"
HOUR = 3600.0


class SnapshotTrackerStore(TrackerStore):
    """Keeps one row a conversation: its dialogue state, for a day."""

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: Any = None,
        host: str | None = None,
        url: str | None = None,
        retention_hours: float = 24,
        **kwargs: Any,
    ) -> None:
        """Opens the store.

        Args:
            domain: Rasa's domain, set anew when a model is loaded.
            event_broker: Ignored: nothing of a conversation is streamed anywhere.
            host: Rasa's name for the endpoint's URL; used where `url` is not given.
            url: SQLAlchemy URL; the deployment's default where None.
            retention_hours: Hours after the last message until a conversation is deleted.
            **kwargs: Other keys of `endpoints.yml`, ignored.
        """
        super().__init__(domain, None)
        self.snapshots = Snapshots(url or host or from_environment().database_url, retention_hours * HOUR)
        # Blocking drivers stay off the event loop, so a slow database never freezes other people's turns.
        self._pool = ThreadPoolExecutor(max_workers=4, thread_name_prefix="store")

    def keep_for(self, hours: float) -> None:
        """Sets how long after its last message a conversation is kept, in hours; another release may say otherwise."""
        self.snapshots.keep_seconds = hours * HOUR

    @property
    def domain(self) -> Domain:
        """Rasa's domain (its slots type the tracker)."""
        return self._domain

    @domain.setter
    def domain(self, domain: Domain | None) -> None:
        self._domain = domain or Domain.empty()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps the dialogue state; an empty state deletes the row. Never raises."""
        state = tracker.get_slot(STATE_SLOT) if STATE_SLOT in tracker.slots else None
        if state:
            await self._try("save", self._write, tracker.sender_id, state)
        elif any(isinstance(event, SlotSet) and event.key == STATE_SLOT for event in tracker.events):
            await self._try("delete", self.snapshots.delete, tracker.sender_id)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Returns a listening tracker with the dialogue state, or None for a new or expired conversation."""
        state = await self._try("retrieve", self.snapshots.read, sender_id)
        if not state:
            return None
        return DialogueStateTracker.from_events(
            sender_id,
            [
                ActionExecuted(ACTION_SESSION_START_NAME),
                SessionStarted(),
                SlotSet(STATE_SLOT, state),
                ActionExecuted(ACTION_LISTEN_NAME),
            ],
            slots=self.domain.slots,
        )

    async def keys(self) -> list[str]:
        """Conversations are not listed: nobody needs to browse them."""
        return []

    async def forget(self, key: str) -> bool:
        """Deletes a conversation; False where that failed. Never raises."""
        return await self._try("forget", self._delete, key) or False

    def _write(self, key: str, state: dict[str, Any]) -> None:
        self.snapshots.write(key, redacted(state))

    def _delete(self, key: str) -> bool:
        self.snapshots.delete(key)
        return True

    async def purge(self) -> int:
        """Deletes expired conversations; returns how many. Never raises."""
        return await self._try("purge", self.snapshots.purge) or 0

    async def _try(self, what: str, work: Callable[..., Any], *args: Any) -> Any:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work, *args)
        except Exception as error:  # noqa: BLE001 - see the module's second paragraph
            logger.error("store: %s failed (%s)", what, describe(error))
            return None
