"""Builds a finder from the files that staff edit; for the model, for tests, and to try a sentence by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from bot.cues import examples, rules
from bot.cues.find import CueFinder, Cues
from bot.cues.judge import Judge, features, train

Encode = Callable[[list[str]], np.ndarray]
ENCODER = "minilm"


def learn(finder: CueFinder, examples_text: str, encode: Encode) -> Judge:
    """Trains the judge.

    Args:
        finder: holds the rules; its own judge, if any, is not asked.
        examples_text: data/cues_examples.yml.
        encode: gives one embedding a text.

    Raises:
        bot.cues.rules.CueError: The examples cannot be read.
    """
    known = examples.parse(examples_text)
    hits = [finder.hits(text)[1] for text in known.texts]
    return train(features(encode(known.texts), hits, finder.rules.names), known.labels)


@lru_cache(maxsize=1)
def _default() -> tuple[CueFinder, Encode]:
    from bot.nlu.embeddings import encoder_named

    encoder = encoder_named(ENCODER)
    compiled = rules.parse(rules.CUES_FILE.read_text(encoding="utf-8"))
    taught = rules.CUES_FILE.with_name(examples.NAME).read_text(encoding="utf-8")
    return CueFinder(compiled, learn(CueFinder(compiled), taught, encoder.encode_many)), encoder.encode


def find(text: str) -> Cues:
    """The cues in a message, by the files in data/; the first call learns from the examples."""
    finder, encode = _default()
    return finder.find(text, encode([text])[0] if text.strip() else None)
