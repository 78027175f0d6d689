"""What the examples teach: how far a message's meaning and its weak signs speak for each cue.

Few people say "I push people away"; most tell of the evening they did. The meaning is a
sentence embedding, the signs are which rules and word lists the message touches. One
support vector machine a cue, on the same kernel: the same examples give the same machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bot.cues.rules import ATTACHMENT, CULTURE, Hit

CUES = (*ATTACHMENT, *CULTURE)
UNKNOWN = -1  # an example that is neither for nor against a cue

_GAMMA = 0.8
_COST = 2.0
_RARE = 4.0  # a missed example weighs as much as four false ones: most messages hold no cue
_SIGNS = 0.8 / np.sqrt(8)  # weight of one sign beside an embedding of length sqrt(2)


def features(vectors: np.ndarray, hits: Sequence[Sequence[Hit]], names: Sequence[str]) -> np.ndarray:
    """One row a message: its meaning, then its signs.

    Args:
        vectors: embeddings, one row a message.
        hits: what the rules found in each.
        names: the names of all rules, in the order of the columns.
    """
    column = {name: i for i, name in enumerate(names)}
    signs = np.zeros((len(hits), len(names)), dtype=np.float32)
    for row, found in zip(signs, hits, strict=True):
        for hit in found:
            # A rule counts once. A word list says a little more when it is touched twice.
            step, most = (1 / 1.5, 2 / 1.5) if hit.name.startswith("sign.") else (1.0, 1.0)
            row[column[hit.name]] = min(most, row[column[hit.name]] + step)
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    meaning = vectors * (np.sqrt(2) / np.maximum(length, 1e-9))
    return np.concatenate([meaning, signs * np.float32(_SIGNS)], axis=1).astype(np.float32)


@dataclass(frozen=True)
class Judge:
    """The trained machines: the examples that decide, and their weights."""

    rows: np.ndarray  # (examples, features)
    weights: np.ndarray  # (examples, cues)
    offsets: np.ndarray  # (cues,)

    def scores(self, row: np.ndarray) -> dict[str, float]:
        """For each cue how far the message lies on its side; 0 is the border."""
        distances = self._squares + float(row @ row) - 2 * (self.rows @ row)
        kernel = np.exp(-_GAMMA * np.maximum(distances, 0.0))
        return dict(zip(CUES, (kernel @ self.weights + self.offsets).tolist(), strict=True))

    @cached_property
    def _squares(self) -> np.ndarray:
        return (self.rows**2).sum(axis=1)

    def arrays(self) -> dict[str, np.ndarray]:
        """What is to be stored."""
        return {"rows": self.rows, "weights": self.weights, "offsets": self.offsets}


def train(rows: np.ndarray, labels: np.ndarray) -> Judge:
    """Learns from examples.

    Args:
        rows: their features.
        labels: (examples, cues): 1, 0 or `UNKNOWN`.
    """
    from sklearn.svm import SVC  # only training needs it

    kernel = np.exp(-_GAMMA * _distances(rows, rows)).astype(np.float64)
    weights = np.zeros(labels.shape, dtype=np.float32)
    offsets = np.full(labels.shape[1], -1.0, dtype=np.float32)
    for cue in range(labels.shape[1]):
        known = np.flatnonzero(labels[:, cue] != UNKNOWN)
        if len(set(labels[known, cue].tolist())) < 2:
            continue  # nothing to tell apart: never seen
        machine = SVC(C=_COST, kernel="precomputed", class_weight={0: 1.0, 1: _RARE})
        machine.fit(kernel[np.ix_(known, known)], labels[known, cue])
        weights[known[machine.support_], cue] = machine.dual_coef_[0]
        offsets[cue] = machine.intercept_[0]
    deciding = np.flatnonzero(np.any(weights != 0, axis=1))
    return Judge(rows[deciding], weights[deciding], offsets)


def _distances(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Squared distances between the rows of two matrices."""
    squares = (one**2).sum(axis=1)[:, None] + (other**2).sum(axis=1)[None, :]
    return np.maximum(squares - 2 * (one @ other.T), 0.0)
