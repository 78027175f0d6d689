"""Actions for tests only: `rasa run actions --actions tests.conversations.broken_actions` raises what the person typed."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action


class RaisingTurn(Action):
    def name(self) -> str:
        return "action_turn"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        raise ValueError(tracker.latest_message["text"])
