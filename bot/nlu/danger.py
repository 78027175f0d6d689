"""The danger screen inside Rasa's pipeline, so that `rasa shell` and `rasa test` have it too.

A channel of ours has screened the whole raw text before and sends its verdict along; where none comes, this reads what
the pipeline sees, by the same function.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.spelling import TYPED
from bot.safety.screen import screen

DANGER = "danger"
SAFETY_INTENT = {"name": "safety", "confidence": 1.0}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class DangerScreen(GraphComponent):
    """Writes the screen's verdict to ``danger``; where there is danger the intent is ``safety``. Stands last."""

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> DangerScreen:
        """Creates the component (Rasa's interface)."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Screens each message."""
        for message in messages:
            sent = (message.get("metadata") or {}).get("verdict")
            verdict = sent or screen(message.get(TYPED) or message.get(TEXT) or "").as_dict()
            message.set(DANGER, verdict, add_to_output=True)
            if verdict.get("level") == "crisis":
                message.set(INTENT, dict(SAFETY_INTENT), add_to_output=True)
        return messages
