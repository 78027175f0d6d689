"""Picks the topic of a message and of each of its sentences, and says how sure it is."""

from __future__ import annotations

import json
import logging
from pathlib import Path
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
from bot.nlu.places import SEGMENT_FEATURES, SEGMENTS, Row, digest_of, rows_of
from bot.nlu.spelling import TYPED
from bot.nlu.training import train_model

logger = logging.getLogger(__name__)

# Rasa's training cache looks at this class alone; these decide the weights too.
HELPERS = tuple(Path(__file__).with_name(name) for name in ("logistic.py", "model.py", "neighbours.py", "training.py"))


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
            "dense_directions": 768,  # main directions of the embeddings that the weights are learnt on
            "ngram_directions": 300,  # main directions of the n-grams that the weights are learnt on
            "neighbour_directions": 256,  # main directions along which phrases are compared
            "segment_weight": 0.1,  # how far the clearest sentence speaks for the whole message
            "strangers": 0.15,  # share of all messages that confidence takes to be no label's
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

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """A change to the modules that train the model must train it anew."""
        return digest_of(*HELPERS)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from all phrases that have an intent and features."""
        examples = [m for m in training_data.intent_examples if m.get(TEXT) and m.features]
        # Rasa collects the files through a set: their order differs from run to run.
        examples.sort(key=lambda m: (m.get_full_intent(), m.get(TEXT)))
        labels = [m.get_full_intent() for m in examples]
        if len(set(labels)) > 1:
            self._model = train_model([rows_of(m) for m in examples], labels, self._config)
        else:
            logger.warning("The topic classifier needs at least two intents with phrases; it stays silent.")
        with self._storage.write_to(self._resource) as folder:
            if self._model:
                np.savez(folder / "topics.npz", **self._model.arrays())
            facts = self._model.facts() if self._model else {}
            (folder / "topics.json").write_text(json.dumps(facts, indent=1), encoding="utf-8")
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
            facts = json.loads((folder / "topics.json").read_text(encoding="utf-8"))
            if facts:
                with np.load(folder / "topics.npz", allow_pickle=False) as arrays:
                    model = TopicModel.of({name: arrays[name] for name in arrays.files}, facts)
        return cls(config, model_storage, resource, model)

    def process(self, messages: list[Message]) -> list[Message]:
        """Writes the prediction to each message."""
        for message in messages:
            typed = message.get(TYPED) or message.get(TEXT) or ""
            if self._model is None or not message.features:
                output.write_nothing(message, detect(typed))
                continue
            parts = _segment_rows(message)
            verdict = self._model.judge(rows_of(message), parts, float(self._config["segment_weight"]))
            spans = message.get(SEGMENTS) if parts else []
            length = int(self._config["ranking_length"])
            output.write(message, verdict, self._model.labels, spans, detect(typed), length)
        return messages


def _segment_rows(message: Message) -> list[list[Row]]:
    """The features of each sentence, featurizers in the order of the message's own features."""
    known = message.get(SEGMENT_FEATURES) or {}
    origins = [f.origin for f in message.features]
    if not known or any(origin not in known for origin in origins):
        return []  # a featurizer that knows no sentences: judge the message whole
    return [list(rows) for rows in zip(*(known[origin] for origin in origins), strict=False)]
