"""Word and character n-grams, weighted by tf-idf: spelling, names and exact wording.

Written out in plain Python and numpy: for one short message scikit-learn's vectorizer
spends most of its time in checks and wrappers.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import Counter
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
from scipy.sparse import csr_matrix

from bot.nlu.places import SparseRow, digest_of, put_segment_features, texts_of

_WORD = re.compile(r"\w+(?:'\w+)*")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"'})
_STRETCHED = re.compile(r"(.)\1{2,}")


def words_of(text: str) -> list[str]:
    """The words of a text in one spelling: lower case, plain quotes, 'sooooo' -> 'soo'."""
    folded = unicodedata.normalize("NFKC", text).translate(_QUOTES).lower()
    return _WORD.findall(_STRETCHED.sub(r"\1\1", folded))


def word_terms(words: list[str], low: int, high: int) -> list[str]:
    """The word n-grams, marked so that none is taken for a character n-gram."""
    return ["w:" + " ".join(words[i : i + n]) for n in range(low, high + 1) for i in range(len(words) - n + 1)]


def char_terms(word: str, low: int, high: int) -> list[str]:
    """The character n-grams of one word with a space on each side."""
    padded = f" {word} "
    length = len(padded)
    return [padded[i : i + n] for n in range(low, min(high, length) + 1) for i in range(length - n + 1)]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class NgramFeaturizer(GraphComponent):
    """Adds sparse sentence features: word and character n-grams."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Settings and their defaults."""
        return {
            "word_range": [1, 2],
            "char_range": [3, 4],  # shorter ones are in every phrase and tell nothing more
            "word_weight": 1.0,
            "char_weight": 1.0,
            "min_count": 2,  # in a small set (below) every n-gram counts
            "small_set": 1500,
        }

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        name: str,
    ) -> None:
        """Starts without a vocabulary."""
        self._config = config
        self._words = (int(config["word_range"][0]), int(config["word_range"][1]))
        self._chars = (int(config["char_range"][0]), int(config["char_range"][1]))
        self._storage, self._resource, self._name = storage, resource, name
        self._vocabulary: dict[str, int] = {}
        self._char_columns: dict[str, list[int]] = {}
        self._idf = np.zeros(0, dtype=np.float32)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NgramFeaturizer:
        """Creates an untrained component (Rasa's interface)."""
        return cls(config, model_storage, resource, execution_context.node_name)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """How a text falls into n-grams stands outside the class."""
        return digest_of(Path(__file__))

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the vocabulary and how rare each n-gram is."""
        texts = sorted({m.get(TEXT) for m in training_data.training_examples if m.get(TEXT)})
        counts: Counter[str] = Counter()
        parts: dict[str, list[str]] = {}
        for text in texts:
            words = words_of(text)
            for word in words:
                if word not in parts:
                    parts[word] = char_terms(word, *self._chars)
            counts.update({*word_terms(words, *self._words), *(term for word in words for term in parts[word])})
        least = int(self._config["min_count"]) if len(texts) > int(self._config["small_set"]) else 1
        terms = sorted(term for term, n in counts.items() if n >= least)
        total = len(texts)
        self._idf = np.array([math.log((1 + total) / (1 + counts[t])) + 1.0 for t in terms], dtype=np.float32)
        self._learn(terms)
        self._persist(terms)
        return self._resource

    def _learn(self, terms: list[str]) -> None:
        self._vocabulary = {term: i for i, term in enumerate(terms)}
        # Of words in the training phrases only: what a visitor types is not kept.
        known = [term[2:] for term in terms if term.startswith("w:") and " " not in term]
        self._char_columns = {word: self._columns_of(word) for word in known}

    def _columns_of(self, word: str) -> list[int]:
        found = (self._vocabulary.get(term) for term in char_terms(word, *self._chars))
        return [column for column in found if column is not None]

    def _persist(self, terms: list[str]) -> None:
        with self._storage.write_to(self._resource) as folder:
            (folder / "terms.json").write_text(json.dumps(terms, ensure_ascii=False), encoding="utf-8")
            np.save(folder / "idf.npy", self._idf, allow_pickle=False)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> NgramFeaturizer:
        """Loads what training stored (Rasa's interface)."""
        with model_storage.read_from(resource) as folder:
            terms = json.loads((folder / "terms.json").read_text(encoding="utf-8"))
            idf = np.load(folder / "idf.npy", allow_pickle=False)
        component = cls(config, model_storage, resource, execution_context.node_name)
        component._idf = idf
        component._learn(terms)
        return component

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the features to the training phrases."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the features to each message and to its sentences."""
        for message in messages:
            texts = texts_of(message)
            if not texts:
                continue
            row, *sentences = [self.encode(text) for text in texts]
            matrix = csr_matrix((row.values, row.columns, [0, len(row.columns)]), shape=(1, len(self._idf)))
            message.add_features(Features(matrix, FEATURE_TYPE_SENTENCE, TEXT, self._name))
            put_segment_features(message, self._name, sentences)
        return messages

    def encode(self, text: str) -> SparseRow:
        """One text as a sparse row; words and characters have length one each."""
        words = words_of(text)
        found = (self._vocabulary.get(term) for term in word_terms(words, *self._words))
        by_word = [column for column in found if column is not None]
        by_char: list[int] = []
        for word in words:
            columns = self._char_columns.get(word)
            by_char += self._columns_of(word) if columns is None else columns
        rows = [self._weigh(by_word, "word_weight"), self._weigh(by_char, "char_weight")]
        return SparseRow(np.concatenate([r.columns for r in rows]), np.concatenate([r.values for r in rows]))

    def _weigh(self, columns: list[int], weight: str) -> SparseRow:
        if not columns:
            return SparseRow(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32))
        found, counts = np.unique(np.array(columns, dtype=np.int32), return_counts=True)
        values = counts.astype(np.float32) * self._idf[found]
        return SparseRow(found, values * np.float32(float(self._config[weight]) / np.linalg.norm(values)))
