"""Sentence encoders, each loaded once in a process and shared by every component.

A release swap loads a second model beside the first: without sharing, its weights
would stand in memory twice.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np


class Encoder(Protocol):
    """Turns texts into vectors; safe to call from several threads."""

    blocks: tuple[int, ...]  # widths of the parts of a row; each part has length one

    def encode(self, texts: list[str]) -> np.ndarray:
        """One float32 row for each text, the way a single message is encoded."""

    def encode_parts(self, text: str, spans: Sequence[tuple[int, int]]) -> np.ndarray:
        """A row for the text and one for each span of it, in characters; each part read as part of the whole."""

    def encode_parts_many(self, messages: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> list[np.ndarray]:
        """What `encode_parts` gives, for thousands of messages."""

    def encode_many(self, texts: list[str]) -> np.ndarray:
        """The same for thousands of texts, as fast as can be."""

    def fingerprint(self) -> str:
        """Changes whenever the vectors may change."""


def _minilm() -> Encoder:
    from bot.nlu.embeddings.minilm import MiniLmEncoder

    return MiniLmEncoder()


def _mpnet() -> Encoder:
    from bot.nlu.embeddings.mpnet import MpnetEncoder

    return MpnetEncoder()


_MAKERS: dict[str, Callable[[], Encoder]] = {"minilm": _minilm, "mpnet": _mpnet}
_loaded: dict[str, Encoder] = {}
_lock = threading.Lock()


def encoder_named(name: str) -> Encoder:
    """The process's one encoder of this name."""
    with _lock:
        if name not in _loaded:
            if name not in _MAKERS:
                raise ValueError(f"No encoder is called '{name}'. Known: {', '.join(sorted(_MAKERS))}.")
            _loaded[name] = _MAKERS[name]()
        return _loaded[name]
