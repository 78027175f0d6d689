"""Writes the attachment and culture cues of a message to its understanding."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.cues import rules
from bot.cues.build import learn, splitter
from bot.cues.find import CueFinder
from bot.cues.judge import Judge
from bot.nlu.embeddings import Encoder, encoder_named
from bot.nlu.places import SEGMENT_FEATURES, UNDERSTANDING, parts_of, texts_of
from bot.settings import from_environment

CONCERNS = "concerns"
HELPERS = tuple(sorted(Path(rules.__file__).parent.glob("*.py")))  # code that Rasa's cache can't see
_RULES, _EXAMPLES, _LEARNT = "cues.yml", "cues_examples.yml", "judge.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class CueComponent(GraphComponent):
    """Adds `understanding.concerns`.

    Rules and what was learnt with them belong together, so the model keeps both. Content
    without these files has no cues: the component then writes empty lists.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Settings and their defaults."""
        return {
            "data_dir": None,  # the folder of cues.yml and cues_examples.yml; None for the content's
            "encoder": "mpnet",
            "cache_dir": None,  # a folder that keeps what was learnt between trainings
        }

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, finder: CueFinder | None = None
    ) -> None:
        """Takes the finder, or None before training and where there are no rules."""
        self._config, self._storage, self._resource = config, storage, resource
        self._encoder: Encoder = encoder_named(config["encoder"])
        self._finder = finder

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CueComponent:
        """Creates an untrained component (Rasa's interface)."""
        return cls(config, model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Rules, examples and weights are files: without this Rasa's cache would not see an edit."""
        config = {**cls.get_default_config(), **config}
        return _digest(_folder(config), encoder_named(config["encoder"]))

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the examples; the phrases of the topics teach nothing about cues."""
        folder = _folder(self._config)
        with self._storage.write_to(self._resource) as kept:
            if (folder / _RULES).is_file():
                (kept / _RULES).write_bytes((folder / _RULES).read_bytes())
                if (folder / _EXAMPLES).is_file():
                    np.savez(kept / _LEARNT, **self._learnt(folder).arrays())
            self._finder = None  # Rasa loads what was stored; compiling the rules here would be for nothing
        return self._resource

    def _learnt(self, folder: Path) -> Judge:
        """What the examples teach; from the cache where nothing changed since the last training."""
        cache = Path(self._config["cache_dir"]) if self._config.get("cache_dir") else None
        file = cache / f"cues-{_digest(folder, self._encoder)[:32]}.npz" if cache else None
        if file and file.is_file():
            return _judge(file)
        finder = CueFinder(rules.parse((folder / _RULES).read_text(encoding="utf-8")))
        taught = (folder / _EXAMPLES).read_text(encoding="utf-8")
        judge = learn(finder, taught, self._encoder.encode_parts_many, splitter())
        if file:
            file.parent.mkdir(parents=True, exist_ok=True)
            for old in file.parent.glob("cues-*.npz"):
                old.unlink(missing_ok=True)
            part = file.with_name(f"cues.{os.getpid()}.npz")
            np.savez(part, **judge.arrays())
            part.replace(file)
        return judge

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> CueComponent:
        """Loads what training stored (Rasa's interface)."""
        with model_storage.read_from(resource) as kept:
            return cls(config, model_storage, resource, _stored(kept))

    def process(self, messages: list[Message]) -> list[Message]:
        """Writes the cues of each message beside what other components understood."""
        for message in messages:
            text = message.get(TEXT) or ""
            cues = {"attachment": [], "culture": []}
            if self._finder is not None and text.strip():
                cues = self._finder.find(text, self._parts(message))
            known = message.get(UNDERSTANDING) or {}
            message.set(UNDERSTANDING, {**known, CONCERNS: cues}, add_to_output=True)
        return messages

    def _parts(self, message: Message) -> list[tuple[str, np.ndarray]]:
        """The message and its sentences, each with the encoder's row: the pipeline's where it is there, else made here."""
        texts = texts_of(message)
        rows = self._rows(message)
        if len(rows) != len(texts):
            rows = self._encoder.encode_parts(texts[0], parts_of(message))
        return list(zip(texts, rows, strict=True))

    def _rows(self, message: Message) -> list[np.ndarray]:
        known = message.get(SEGMENT_FEATURES) or {}
        parts: dict[str, list[tuple[int, list[np.ndarray]]]] = {}
        for feature in message.features:
            if feature.attribute == TEXT and feature.type == FEATURE_TYPE_SENTENCE and feature.is_dense():
                whose, _, start = feature.origin.rpartition(":")  # SentenceEncoder: "<node>:<encoder>:<start>"
                if start.isdigit():
                    rows = [np.asarray(feature.features).reshape(-1), *known.get(feature.origin, ())]
                    parts.setdefault(whose, []).append((int(start), rows))
        for blocks in parts.values():
            blocks.sort(key=lambda block: block[0])
            # No two of our encoders have blocks of the same widths.
            if tuple(len(rows[0]) for _, rows in blocks) == tuple(self._encoder.blocks):
                return [np.concatenate(row) for row in zip(*(rows for _, rows in blocks), strict=True)]
        return []


def _stored(kept: Path) -> CueFinder | None:
    """The finder that a model holds; None where it was trained without rules."""
    if not (kept / _RULES).is_file():
        return None
    judge = _judge(kept / _LEARNT) if (kept / _LEARNT).is_file() else None
    return CueFinder(rules.parse((kept / _RULES).read_text(encoding="utf-8")), judge)


def _judge(file: Path) -> Judge:
    with np.load(file, allow_pickle=False) as arrays:
        return Judge(**{name: arrays[name] for name in arrays.files})


def _folder(config: dict[str, Any]) -> Path:
    return Path(config["data_dir"]) if config.get("data_dir") else from_environment().data


def _digest(folder: Path, encoder: Encoder) -> str:
    """Changes with rules, examples, the encoder's weights and the code that joins them."""
    whole = hashlib.sha256(encoder.fingerprint().encode())
    for file in (*sorted(folder.glob("cues*.yml")), *HELPERS):
        whole.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()
