"""How near a message is to the training phrases: what a softmax cannot tell.

A softmax always finds a likeliest topic, for a cake recipe too. Nearness to phrases that
people typed needs no negative examples. It also settles close calls: of two topics that
score alike, the one with several phrases near by is right more often.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from sklearn.utils.extmath import randomized_svd

# The likeliest labels whose phrases are looked at, how many phrases speak for a label,
# and how many make a message familiar.
LIKELIEST, SPEAKERS, NEAR = 6, 3, 5


class Look(NamedTuple):
    """What the phrases say of one message."""

    support: np.ndarray  # mean cosine of the nearest few phrases, one a label looked at
    nearest: np.ndarray  # cosine of the nearest phrase, one a label
    near: float  # mean cosine of the nearest few phrases of any of these labels


class Neighbours(NamedTuple):
    """The phrases' unit vectors along their main directions, sorted by label."""

    axes: np.ndarray  # (dense features, directions)
    rows: np.ndarray  # (phrases, directions)
    starts: np.ndarray  # where each label's rows begin, and the end

    @classmethod
    def of(cls, dense: np.ndarray, labels: np.ndarray, count: int, axes: np.ndarray) -> Neighbours:
        """From dense features; `labels` are sorted."""
        starts = np.searchsorted(labels, np.arange(count + 1)).astype(np.int32)
        return cls(axes, np.ascontiguousarray(unit(dense) @ axes, dtype=np.float32), starts)

    def place(self, dense: np.ndarray) -> np.ndarray:
        """Messages along the phrases' main directions. What lies outside them is lost, so the strange stays far."""
        return unit(dense) @ self.axes

    def look(self, place: np.ndarray, labels: np.ndarray) -> Look:
        """Looks at the phrases of the given labels."""
        if not self.axes.shape[1]:
            return Look(np.zeros(len(labels)), np.ones(len(labels)), 1.0)
        support, nearest, pooled = np.zeros(len(labels)), np.zeros(len(labels)), []
        for i, label in enumerate(labels):
            found = self.rows[self.starts[label] : self.starts[label + 1]] @ place
            if len(found):
                best = np.sort(found)[: -NEAR - 1 : -1]
                support[i], nearest[i] = best[:SPEAKERS].mean(), best[0]
                pooled.append(best)
        near = np.sort(np.concatenate(pooled))[: -NEAR - 1 : -1] if pooled else np.zeros(1)
        return Look(support, np.maximum(nearest, 0.0), float(near.mean()))


def main_directions(dense: np.ndarray, most: int) -> np.ndarray:
    """The directions along which the phrases differ most, for `Neighbours`."""
    sample = unit(dense[:: max(1, len(dense) // 4000)])
    count = min(most, *sample.shape)
    if count < 1:
        return np.zeros((dense.shape[1], 0), dtype=np.float32)
    return randomized_svd(sample, count, n_iter=1, random_state=0)[2].T.astype(np.float32)


def unit(dense: np.ndarray) -> np.ndarray:
    """Rows of length one; an empty message's row stays zero."""
    length = np.linalg.norm(dense, axis=-1, keepdims=True)
    return (dense / np.maximum(length, 1e-9)).astype(np.float32)
