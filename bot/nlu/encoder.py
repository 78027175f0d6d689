"""Sentence embeddings of the message and of each of its sentences."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.embeddings import encoder_named
from bot.nlu.places import put_segment_features, segment_texts


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(GraphComponent):
    """Adds dense sentence features: one block of length one for each encoder named."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Settings and their defaults."""
        return {"encoders": ["use"]}

    def __init__(self, config: dict[str, Any], name: str) -> None:
        """Takes the shared encoders; the first use in a process loads their weights."""
        self._encoders = [encoder_named(one) for one in config["encoders"]]
        self._name = name

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoder:
        """Creates the component (Rasa's interface)."""
        return cls(config, execution_context.node_name)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Weights are files: without this a changed encoder would leave a stale model."""
        names = config.get("encoders") or cls.get_default_config()["encoders"]
        return "|".join(encoder_named(one).fingerprint() for one in names)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the features to the training phrases, in batches."""
        messages = [m for m in training_data.training_examples if m.get(TEXT)]
        for message, vector in zip(messages, self._encode([m.get(TEXT) for m in messages])):
            self._add(message, vector)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the features to each message and to its sentences."""
        for message in messages:
            text = message.get(TEXT)
            if not text:
                continue
            vectors = self._encode([text, *segment_texts(message, text)])
            self._add(message, vectors[0])
            put_segment_features(message, self._name, list(vectors[1:]))
        return messages

    def _add(self, message: Message, vector: np.ndarray) -> None:
        message.add_features(Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, self._name))

    def _encode(self, texts: list[str]) -> np.ndarray:
        if not texts:
            return np.zeros((0, sum(e.dimension for e in self._encoders)), dtype=np.float32)
        return np.concatenate([encoder.encode(texts) for encoder in self._encoders], axis=1)
