"""Picks the topic of a message and of each of its sentences, and says how sure it is."""

from __future__ import annotations

import json
import logging
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import output
from bot.nlu.language import detect
from bot.nlu.model import TopicModel
from bot.nlu.places import SEGMENT_FEATURES, SEGMENTS, Row, rows_of
from bot.nlu.training import train_model

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(GraphComponent):
    """Reads every featurizer's sentence features; emits intent, selector and understanding."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Settings and their defaults."""
        return {
            "C": 10.0,  # inverse of the penalty on large weights
            "steps": 30,  # of the solver
            "sparse_weight": 0.7,  # the n-grams' share beside the embeddings
            "ngram_directions": 300,  # main directions of the n-grams that the weights are learnt on
            "segment_weight": 0.2,  # how far the clearest sentence speaks for the whole message
            "ranking_length": 10,
        }

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: TopicModel | None = None
    ) -> None:
        """Takes the trained model, or starts without one."""
        self._config = config
        self._storage, self._resource = storage, resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        """Creates an untrained component (Rasa's interface)."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from all phrases that have an intent and features."""
        examples = [m for m in training_data.intent_examples if m.get(TEXT) and m.features]
        # Rasa collects the files through a set: their order differs from run to run.
        examples.sort(key=lambda m: (m.get_full_intent(), m.get(TEXT)))
        labels = [m.get_full_intent() for m in examples]
        if len(set(labels)) < 2:
            logger.warning("The topic classifier needs at least two intents with phrases; it stays silent.")
            return self._resource
        self._model = train_model([rows_of(m) for m in examples], labels, self._config)
        with self._storage.write_to(self._resource) as folder:
            np.savez(folder / "topics.npz", **self._model.arrays())
            (folder / "topics.json").write_text(json.dumps(self._model.facts(), indent=1), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        """Loads what training stored (Rasa's interface)."""
        model = None
        with model_storage.read_from(resource) as folder:
            if (folder / "topics.json").exists():
                facts = json.loads((folder / "topics.json").read_text(encoding="utf-8"))
                with np.load(folder / "topics.npz", allow_pickle=False) as arrays:
                    model = TopicModel.of({name: arrays[name] for name in arrays.files}, facts)
        return cls(config, model_storage, resource, model)

    def process(self, messages: list[Message]) -> list[Message]:
        """Writes the prediction to each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            if self._model is None or not message.features:
                output.write_nothing(message, detect(text))
                continue
            parts = _segment_rows(message)
            verdict = self._model.judge(rows_of(message), parts, float(self._config["segment_weight"]))
            spans = message.get(SEGMENTS) if parts else []
            output.write(message, verdict, self._model.labels, spans, detect(text), int(self._config["ranking_length"]))
        return messages


def _segment_rows(message: Message) -> list[list[Row]]:
    """The features of each sentence, featurizers in the order of the message's own features."""
    known = message.get(SEGMENT_FEATURES) or {}
    origins = [f.origin for f in message.features]
    if not known or any(origin not in known for origin in origins):
        return []  # a featurizer that knows no sentences: judge the message whole
    return [list(rows) for rows in zip(*(known[origin] for origin in origins))]
