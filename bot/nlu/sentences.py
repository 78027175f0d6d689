"""Splits a message into sentences, so that two worries in one message are both found."""

from __future__ import annotations

import re
from typing import Any

import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.places import SEGMENTS

Span = tuple[int, int]

# People on a phone join worries without a full stop: "is it weak and will she mind".
# A cut is made only where the second half starts like a question or a clause of its own.
_JOIN = re.compile(
    r"(?:\s*[,;]\s*|\s+)"
    r"(?:(?:and\s+also|and\s+then|and|also|plus|but|or)\s+)"
    r"(?=(?:will|would|is|isn'?t|are|aren'?t|am|was|were|do|does|don'?t|did|can|can'?t|could|should|has|have|"
    r"what|whats|what's|how|hows|why|when|where|who|if|my|i|i'm|im|i've|ive|i'd|he|she|they|it|there|"
    r"nobody|everyone|everybody|also)\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceSplitter(GraphComponent):
    """Writes the spans of a message's sentences to `segments`."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Settings and their defaults."""
        return {
            "min_words": 3,  # a shorter sentence joins its neighbour: "hi." "sorry."
            "run_on_words": 8,  # a sentence at least this long may be cut at "and", "also"
            "max_segments": 12,
        }

    def __init__(self, config: dict[str, Any]) -> None:
        """Sets up spaCy's rule-based splitter; it needs no model."""
        self._min_words = int(config["min_words"])
        self._run_on_words = int(config["run_on_words"])
        self._max_segments = int(config["max_segments"])
        self._nlp = spacy.blank("en")
        self._nlp.add_pipe("sentencizer")

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceSplitter:
        """Creates the component (Rasa's interface)."""
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training phrases are learnt whole: nothing to do."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Writes `segments` to each message."""
        for message in messages:
            message.set(SEGMENTS, [list(span) for span in self.split(message.get(TEXT) or "")])
        return messages

    def split(self, text: str) -> list[Span]:
        """The spans of the sentences, in order, none empty, none overlapping."""
        spans: list[Span] = []
        start = 0
        for line in text.splitlines(keepends=True):
            spans += self._sentences(text, start, start + len(line))
            start += len(line)
        cut = [piece for span in spans for piece in self._run_on(text, span)]
        merged = self._merge_short(text, cut)
        if len(merged) > self._max_segments:
            last = merged[self._max_segments - 1]
            merged = [*merged[: self._max_segments - 1], (last[0], merged[-1][1])]
        return merged

    def _sentences(self, text: str, start: int, end: int) -> list[Span]:
        doc = self._nlp(text[start:end])
        spans = (_strip(text, start + s.start_char, start + s.end_char) for s in doc.sents)
        return [span for span in spans if span[0] < span[1]]

    def _run_on(self, text: str, span: Span) -> list[Span]:
        start, end = span
        if _count(text, start, end) < self._run_on_words:
            return [span]
        pieces: list[Span] = []
        for match in _JOIN.finditer(text, start, end):
            long_enough = _count(text, start, match.start()) >= self._min_words + 1
            if long_enough and _count(text, match.end(), end) >= self._min_words + 1:
                pieces.append((start, match.start()))
                start = match.end()
        return [*pieces, (start, end)]

    def _merge_short(self, text: str, spans: list[Span]) -> list[Span]:
        merged: list[Span] = []
        for start, end in spans:
            short = _count(text, start, end) < self._min_words
            if merged and (short or _count(text, *merged[-1]) < self._min_words):
                merged[-1] = (merged[-1][0], end)
            else:
                merged.append((start, end))
        return merged


def _count(text: str, start: int, end: int) -> int:
    return sum(1 for _ in _WORD.finditer(text, start, end))


def _strip(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
