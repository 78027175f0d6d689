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

from bot.nlu.places import SparseRow, put_segment_features, segment_texts

_WORD = re.compile(r"\w+(?:'\w+)*")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"'})
_STRETCHED = re.compile(r"(.)\1{2,}")


def words_of(text: str) -> list[str]:
    """The words of a text in one spelling: lower case, plain quotes, 'sooooo' -> 'soo'."""
    folded = unicodedata.normalize("NFKC", text).translate(_QUOTES).lower()
    return _WORD.findall(_STRETCHED.sub(r"\1\1", folded))


def terms_of(words: list[str], word_range: tuple[int, int], char_range: tuple[int, int]) -> tuple[Counter[str], Counter[str]]:
    """The word n-grams, and the character n-grams inside each word's padded form."""
    low, high = word_range
    found: Counter[str] = Counter()
    for size in range(low, high + 1):
        found.update("w:" + " ".join(words[i : i + size]) for i in range(len(words) - size + 1))
    chars: Counter[str] = Counter()
    for word in words:
        chars.update(_char_terms(" " + word + " ", *char_range))
    return found, chars


def _char_terms(padded: str, low: int, high: int) -> list[str]:
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
        vocabulary: dict[str, int] | None = None,
        idf: np.ndarray | None = None,
    ) -> None:
        """Takes what training learnt, or starts empty."""
        self._config = config
        self._words = (int(config["word_range"][0]), int(config["word_range"][1]))
        self._chars = (int(config["char_range"][0]), int(config["char_range"][1]))
        self._storage, self._resource, self._name = storage, resource, name
        self._vocabulary = vocabulary or {}
        self._idf = idf if idf is not None else np.zeros(0, dtype=np.float32)

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

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the vocabulary and how rare each n-gram is."""
        texts = sorted({m.get(TEXT) for m in training_data.training_examples if m.get(TEXT)})
        counts: Counter[str] = Counter()
        for text in texts:
            word_terms, char_terms = terms_of(words_of(text), self._words, self._chars)
            counts.update(word_terms.keys())
            counts.update(char_terms.keys())
        least = int(self._config["min_count"]) if len(texts) > int(self._config["small_set"]) else 1
        terms = sorted(term for term, n in counts.items() if n >= least)
        self._vocabulary = {term: i for i, term in enumerate(terms)}
        total = len(texts)
        self._idf = np.array([math.log((1 + total) / (1 + counts[t])) + 1.0 for t in terms], dtype=np.float32)
        self._persist(terms)
        return self._resource

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
        vocabulary = {term: i for i, term in enumerate(terms)}
        return cls(config, model_storage, resource, execution_context.node_name, vocabulary, idf)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the features to the training phrases."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the features to each message and to its sentences."""
        for message in messages:
            text = message.get(TEXT)
            if not text:
                continue
            row = self.encode(text)
            matrix = csr_matrix((row.values, row.columns, [0, len(row.columns)]), shape=(1, len(self._idf)))
            message.add_features(Features(matrix, FEATURE_TYPE_SENTENCE, TEXT, self._name))
            put_segment_features(message, self._name, [self.encode(t) for t in segment_texts(message, text)])
        return messages

    def encode(self, text: str) -> SparseRow:
        """One text as a sparse row; words and characters have length one each."""
        word_terms, char_terms = terms_of(words_of(text), self._words, self._chars)
        word_row = self._weigh(word_terms, float(self._config["word_weight"]))
        char_row = self._weigh(char_terms, float(self._config["char_weight"]))
        columns = np.concatenate([word_row.columns, char_row.columns])
        values = np.concatenate([word_row.values, char_row.values])
        order = np.argsort(columns, kind="stable")
        return SparseRow(columns[order], values[order])

    def _weigh(self, terms: Counter[str], weight: float) -> SparseRow:
        known = [(i, n) for i, n in ((self._vocabulary.get(t), n) for t, n in terms.items()) if i is not None]
        if not known:
            return SparseRow(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32))
        columns = np.array([i for i, _ in known], dtype=np.int32)
        values = np.array([n for _, n in known], dtype=np.float32) * self._idf[columns]
        return SparseRow(columns, values * np.float32(weight / np.linalg.norm(values)))
