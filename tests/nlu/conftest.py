"""A tiny FAQ of another trade: no component may know our topics."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.classifier import TopicClassifier
from bot.nlu.encoder import SentenceEncoder
from bot.nlu.ngrams import NgramFeaturizer
from bot.nlu.sentences import SentenceSplitter

BIKES = {
    "rent/price": [
        "how much is a bike for a day",
        "what do you charge for the weekend",
        "is there a student discount",
        "price for two bikes please",
        "how expensive is an electric one",
        "do you do cheaper weekly rates",
        "cost of renting a tandem",
        "what's the daily fee",
    ],
    "rent/return": [
        "where do I bring the bike back",
        "can I return it at another station",
        "how late can I drop it off",
        "what if I am late giving it back",
        "do I have to return it to the same shop",
        "bring back after closing time",
        "returning the bike on sunday",
        "late return fine",
    ],
    "repair/puncture": [
        "I have a flat tyre",
        "the tyre went pop on the way",
        "got a puncture in the park",
        "my wheel lost its air",
        "there is glass in my tyre",
        "tire is flat what now",
        "who mends a puncture",
        "the inner tube is broken",
    ],
    "repair/brakes": [
        "the brakes squeak",
        "my brake does not work",
        "front brake is loose",
        "it won't stop when I pull the lever",
        "brake pads are worn out",
        "braking is weak in the rain",
        "the rear brakes make a noise",
        "can you tighten the brakes",
    ],
    "greet": ["hello", "hi there", "good morning", "hey", "hiya", "good evening", "hello you", "hi"],
}


class Pipeline:
    """Our components in a row, without Rasa's graph around them."""

    def __init__(self, folder: Path, encoders: list[str], texts: dict[str, list[str]]) -> None:
        """Trains on the texts."""
        self.storage = LocalModelStorage(folder)
        self.splitter = SentenceSplitter(SentenceSplitter.get_default_config())
        self.encoder = self.made(SentenceEncoder, "encoder", encoders=encoders)
        self.ngrams = self.made(NgramFeaturizer, "ngrams")
        self.classifier = self.made(TopicClassifier, "classifier")
        data = training_data(texts)
        self.encoder.process_training_data(data)
        self.ngrams.train(data)
        self.ngrams.process_training_data(data)
        self.classifier.train(data)

    def made(self, kind: Any, name: str, how: str = "create", **config: Any) -> Any:
        """A component with its defaults and the given settings."""
        settings = {**kind.get_default_config(), **config}
        context = ExecutionContext(None, None, node_name=name)  # type: ignore[arg-type]
        return getattr(kind, how)(settings, self.storage, Resource(name), context)

    def loaded(self) -> Pipeline:
        """The same pipeline as a server loads it."""
        self.ngrams = self.made(NgramFeaturizer, "ngrams", "load")
        self.classifier = self.made(TopicClassifier, "classifier", "load")
        return self

    def parse(self, text: str) -> dict[str, Any]:
        """What Rasa would hand to the actions."""
        message = Message({"text": text})
        for component in (self.splitter, self.encoder, self.ngrams, self.classifier):
            component.process([message])
        return message.as_dict(only_output_properties=True)


def training_data(texts: dict[str, list[str]]) -> TrainingData:
    """Rasa's form of the texts."""
    return TrainingData([Message.build(text, intent) for intent, own in texts.items() for text in own])


@pytest.fixture(scope="session")
def bikes() -> Iterator[Pipeline]:
    """The pipeline trained on the bicycle hire's questions."""
    with tempfile.TemporaryDirectory() as folder:
        yield Pipeline(Path(folder), ["minilm"], BIKES).loaded()
