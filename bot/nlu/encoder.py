"""Sentence embeddings of the message and of each of its sentences."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
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

from bot.nlu.embeddings import Encoder, encoder_named
from bot.nlu.embeddings.cache import encode_cached
from bot.nlu.places import parts_of, put_segment_features


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(GraphComponent):
    """Adds dense sentence features: for each encoder named, its blocks of length one."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Settings and their defaults."""
        return {
            "encoders": ["minilm"],
            "cache_dir": None,  # a folder that keeps training phrases' vectors between trainings
        }

    def __init__(self, config: dict[str, Any], name: str) -> None:
        """Takes the shared encoders; the first use in a process loads their weights."""
        self._encoders = [encoder_named(one) for one in config["encoders"]]
        self._name = name
        self._cache = Path(config["cache_dir"]) if config.get("cache_dir") else None

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
        """Adds the features to the training phrases, the encoders side by side."""
        messages = [m for m in training_data.training_examples if m.get(TEXT)]
        texts = [m.get(TEXT) for m in messages]
        with ThreadPoolExecutor(max_workers=len(self._encoders)) as pool:
            jobs = [pool.submit(encode_cached, encoder, texts, self._cache) for encoder in self._encoders]
            found = [job.result() for job in jobs]
        for i, message in enumerate(messages):
            self._add(message, [rows[i] for rows in found])
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the features to each message and to its sentences."""
        for message in messages:
            text = message.get(TEXT)
            if not text:
                continue
            found = [encoder.encode_parts(text, parts_of(message)) for encoder in self._encoders]
            self._add(message, [rows[0] for rows in found])
            for i, encoder in enumerate(self._encoders):
                for origin, part in self._parts(i, encoder):
                    put_segment_features(message, origin, [row[part] for row in found[i][1:]])
        return messages

    def _add(self, message: Message, rows: list[np.ndarray]) -> None:
        for i, encoder in enumerate(self._encoders):
            for origin, part in self._parts(i, encoder):
                message.add_features(Features(rows[i][None, part], FEATURE_TYPE_SENTENCE, TEXT, origin))

    def _parts(self, number: int, encoder: Encoder) -> Iterator[tuple[str, slice]]:
        start = 0
        for width in encoder.blocks:
            yield f"{self._name}:{number}:{start}", slice(start, start + width)
            start += width
