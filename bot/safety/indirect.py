"""A classifier over sentence embeddings, for danger that no list of words holds.

Trained at release by `bot.safety.build`; here only numpy reads what it left: a
kernel machine (support vectors and their weights) over the embedding of the
message and of each of its sentences. Without its artefact the rules work alone.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path

import numpy as np

from bot import place

log = logging.getLogger(__name__)

ARTEFACT = "indirect.npz"
_SENTENCE = re.compile(r"(?<=[.!?\n;])\s+|\n+")
_MOST_SENTENCES = 12
_MOST_CHARACTERS = 4000
SENTENCE_BONUS = 0.2
"""Measured on letters of our own: found more of the danger in them than the worst sentence or the whole alone."""


def pieces(text: str) -> list[str]:
    """The message and, where there are several, its sentences."""
    text = text[:_MOST_CHARACTERS].strip()
    parts = [p.strip() for p in _SENTENCE.split(text) if len(p.split()) >= 3]
    return [text, *parts[:_MOST_SENTENCES]] if len(parts) > 1 else [text]


def weigh(scores: np.ndarray) -> float:
    """One value for a message from those of its pieces, the whole first.

    A sentence read without the rest sounds graver than it is ("I hold it in with all I've got"), so the
    worst one counts together with the whole.
    """
    if len(scores) == 1:
        return float(scores[0])
    return float(max(scores[0], (scores[0] + scores[1:].max()) / 2 + SENTENCE_BONUS))


class Unusable(Exception):
    """The trained classifier cannot be used; `code` is one of readiness.py's."""

    def __init__(self, code: str, message: str) -> None:
        """Keeps the code beside the message."""
        super().__init__(message)
        self.code = code


def fits(path: Path) -> None:
    """See that the trained classifier is there and was trained with the encoder that is installed.

    Raises:
        Unusable: D002 it was trained with another encoder, D003 it is not there, D004 it cannot be read.
    """
    from bot.nlu.embeddings import encoder_named

    if not path.is_file():
        raise Unusable("D003", "No danger classifier has been trained.")
    try:
        with np.load(path, allow_pickle=False) as data:
            name, fingerprint = str(data["encoder"]), str(data["fingerprint"])
        installed = encoder_named(name).fingerprint()
    except Exception as error:
        raise Unusable("D004", f"The danger classifier cannot be read ({type(error).__name__}).") from error
    if installed != fingerprint:
        raise Unusable("D002", "The danger classifier was trained with another encoder.")


class IndirectClassifier:
    """The trained classifier.

    Args:
        path: the artefact that `bot.safety.build` wrote.

    Raises:
        Unusable: see `fits`.
    """

    def __init__(self, path: Path) -> None:
        from bot.nlu.embeddings import encoder_named

        fits(path)
        with np.load(path, allow_pickle=False) as data:
            self._vectors = data["vectors"].astype(np.float32)
            self._weights = data["weights"].astype(np.float32)
            self._offset = float(data["offset"])
            self._gamma = float(data["gamma"])
            self.threshold = float(data["threshold"])
            self._kind_of = data["kind_of"]
            self._kinds = [str(k) for k in data["kinds"]]
            self._encoder = encoder_named(str(data["encoder"]))
        self._norms = (self._vectors**2).sum(axis=1)
        self._decide("is anybody there?")  # loads the weights now, not in the first turn

    def __call__(self, text: str) -> tuple[str, float] | None:
        """The kind of danger and how far above the threshold, or nothing."""
        return self._decide(text) if len(text.split()) >= 2 else None

    def scores(self, vectors: np.ndarray) -> np.ndarray:
        """The machine's decision value for each row."""
        return self._kernel(vectors) @ self._weights + self._offset

    def _kernel(self, vectors: np.ndarray) -> np.ndarray:
        apart = (vectors**2).sum(axis=1)[:, None] + self._norms[None, :] - 2.0 * vectors @ self._vectors.T
        return np.exp(-self._gamma * np.maximum(apart, 0.0))

    def _decide(self, text: str) -> tuple[str, float] | None:
        vectors = np.asarray(self._encoder.encode(pieces(text)), dtype=np.float32)
        near = self._kernel(vectors)
        scores = near @ self._weights + self._offset
        best = int(scores.argmax())
        found = weigh(scores)
        if found <= self.threshold:
            return None
        pull = np.bincount(
            self._kind_of[self._kind_of >= 0],
            weights=(near[best] ** 4)[self._kind_of >= 0],
            minlength=len(self._kinds),
        )
        return self._kinds[int(pull.argmax())], float(found - self.threshold)


def artefact_path() -> Path:
    """Where the artefact is: in the release that is read here, else var/safety."""
    return place.safety() / ARTEFACT


def load_indirect(path: Path | None = None) -> IndirectClassifier | None:
    """The trained classifier, or None when it has not been built or cannot be used."""
    try:
        return IndirectClassifier(path or artefact_path())
    except Unusable as error:  # the rules must never be lost over it
        log.error("%s %s The rules work alone. Remedy: make train, then start again.", error.code, error)
    except Exception as error:
        log.error("D004 The danger classifier cannot be used (%s). The rules work alone.", type(error).__name__)
    return None
