"""Writes the attachment and culture cues of a message to its understanding."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.cues.find import CueFinder, Cues, finder
from bot.nlu.places import UNDERSTANDING
from bot.settings import from_environment

CONCERNS = "concerns"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class CueComponent(GraphComponent):
    """Adds `understanding.concerns`.

    The rules belong to the content, not to the model: an edit of `data/cues.yml` holds
    from the next start on, and other content without that file has no cues.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Settings and their defaults."""
        return {"file": "cues.yml"}  # below the content's folder

    def __init__(self, found: CueFinder | None) -> None:
        """Takes the finder, or None where the content has no rules."""
        self._finder = found

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CueComponent:
        """Creates the component (Rasa's interface)."""
        file = _file(config)
        return cls(finder(file) if file.is_file() else None)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """The rules are a file: without this Rasa's cache would not see an edit."""
        return "|".join(
            file.name + ":" + hashlib.sha256(file.read_bytes()).hexdigest()
            for file in sorted(_file({**cls.get_default_config(), **config}).parent.glob("cues*.yml"))
        )

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Cues are not learnt from phrases: nothing to do."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Writes the cues of each message beside what other components understood."""
        for message in messages:
            known = message.get(UNDERSTANDING) or {}
            message.set(UNDERSTANDING, {**known, CONCERNS: self._cues(message.get(TEXT) or "")}, add_to_output=True)
        return messages

    def _cues(self, text: str) -> Cues:
        return self._finder.find(text) if self._finder else {"attachment": [], "culture": []}


def _file(config: dict[str, Any]) -> Path:
    return from_environment().data / str(config["file"])
