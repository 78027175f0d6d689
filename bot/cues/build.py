"""Builds a finder from the files that staff edit; for the model, for tests, and to try a sentence by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from bot.cues import examples, rules
from bot.cues.find import CueFinder, Cues
from bot.cues.judge import Judge, train

Spans = list[tuple[int, int]]
Encode = Callable[[Sequence[tuple[str, Spans]]], Sequence[np.ndarray]]
Split = Callable[[str], Spans]
ENCODER = "mpnet"


def learn(finder: CueFinder, examples_text: str, encode: Encode, split: Split) -> Judge:
    """Trains the judge.

    Args:
        finder: holds the rules; its own judge, if any, is not asked.
        examples_text: data/cues_examples.yml.
        encode: gives each text's embedding and one of each of its sentences, the way a message is read.
        split: gives a message's sentences; none where there is only one.

    Raises:
        bot.cues.rules.CueError: The examples cannot be read.
    """
    known = examples.parse(examples_text)
    messages = [(text, split(text)) for text in known.texts]
    rows = encode(messages)
    read = [
        [finder.read(*part) for part in zip(texts_of(*message), row, strict=True)]
        for message, row in zip(messages, rows, strict=True)
    ]
    return train(read, finder.rules.names, known.labels)


def texts_of(text: str, spans: Spans) -> list[str]:
    """The text and its sentences."""
    return [text, *(text[start:end] for start, end in spans)]


def splitter() -> Split:
    """The pipeline's way of telling sentences apart."""
    from bot.nlu.sentences import SentenceSplitter

    spans = SentenceSplitter(SentenceSplitter.get_default_config()).split

    def split(text: str) -> Spans:
        found = spans(text)
        return found if len(found) > 1 else []

    return split


@lru_cache(maxsize=1)
def _default() -> tuple[CueFinder, Encode, Split]:
    from bot.nlu.embeddings import encoder_named

    encoder, split = encoder_named(ENCODER), splitter()
    compiled = rules.parse(rules.CUES_FILE.read_text(encoding="utf-8"))
    taught = rules.CUES_FILE.with_name(examples.NAME).read_text(encoding="utf-8")
    judge = learn(CueFinder(compiled), taught, encoder.encode_parts_many, split)
    return CueFinder(compiled, judge), encoder.encode_parts_many, split


def find(text: str) -> Cues:
    """The cues in a message, by the files in data/; the first call learns from the examples."""
    finder, encode, split = _default()
    if not text.strip():
        return finder.find(text)
    spans = split(text)
    return finder.find(text, list(zip(texts_of(text, spans), encode([(text, spans)])[0], strict=True)))
