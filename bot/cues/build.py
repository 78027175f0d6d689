"""Builds a finder from the files that staff edit; for the model, for tests, and to try a sentence by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from bot.cues import examples, rules
from bot.cues.find import CueFinder, Cues
from bot.cues.judge import Judge, train

Encode = Callable[[list[str]], np.ndarray]
Split = Callable[[str], list[str]]
ENCODER = "minilm"


def learn(finder: CueFinder, examples_text: str, encode: Encode, split: Split) -> Judge:
    """Trains the judge.

    Args:
        finder: holds the rules; its own judge, if any, is not asked.
        examples_text: data/cues_examples.yml.
        encode: gives one embedding a text.
        split: gives a message's sentences; none where there is only one.

    Raises:
        bot.cues.rules.CueError: The examples cannot be read.
    """
    known = examples.parse(examples_text)
    texts = [[text, *split(text)] for text in known.texts]
    vectors = iter(encode([one for example in texts for one in example]))
    read = [[finder.read(one, next(vectors)) for one in example] for example in texts]
    return train(read, finder.rules.names, known.labels)


def splitter() -> Split:
    """The pipeline's way of telling sentences apart."""
    from bot.nlu.sentences import SentenceSplitter

    spans = SentenceSplitter(SentenceSplitter.get_default_config()).split

    def split(text: str) -> list[str]:
        found = spans(text)
        return [text[start:end] for start, end in found] if len(found) > 1 else []

    return split


@lru_cache(maxsize=1)
def _default() -> tuple[CueFinder, Encode, Split]:
    from bot.nlu.embeddings import encoder_named

    encoder, split = encoder_named(ENCODER), splitter()
    compiled = rules.parse(rules.CUES_FILE.read_text(encoding="utf-8"))
    taught = rules.CUES_FILE.with_name(examples.NAME).read_text(encoding="utf-8")
    judge = learn(CueFinder(compiled), taught, encoder.encode_many, split)
    return CueFinder(compiled, judge), encoder.encode, split


def find(text: str) -> Cues:
    """The cues in a message, by the files in data/; the first call learns from the examples."""
    finder, encode, split = _default()
    texts = [text, *split(text)] if text.strip() else []
    return finder.find(text, list(zip(texts, encode(texts), strict=True)))
