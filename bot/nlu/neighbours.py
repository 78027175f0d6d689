"""How near a message is to the training phrases: what a softmax cannot tell.

A softmax always finds a likeliest topic, for a cake recipe too. Nearness to phrases that
people typed needs no negative examples.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Neighbours:
    """The phrases' unit vectors in 8-bit integers, sorted by label."""

    rows: np.ndarray  # int8
    scales: np.ndarray  # float32, one a row
    starts: np.ndarray  # where each label's rows begin, and the end

    @classmethod
    def of(cls, dense: np.ndarray, labels: np.ndarray, count: int) -> Neighbours:
        """From dense features; `labels` are sorted."""
        units = unit(dense)
        scales = np.abs(units).max(axis=1, initial=1e-9) / 127
        rows = np.rint(units / scales[:, None]).astype(np.int8)
        return cls(rows, scales.astype(np.float32), np.searchsorted(labels, np.arange(count + 1)).astype(np.int32))

    def cosines(self, vector: np.ndarray, label: int) -> np.ndarray:
        """Cosines of a unit vector to the phrases of one label, greatest first."""
        part = slice(self.starts[label], self.starts[label + 1])
        found = (self.rows[part].astype(np.float32) @ vector) * self.scales[part]
        return np.sort(found)[::-1]

    def look(self, vector: np.ndarray, labels: np.ndarray, near: int) -> tuple[float, float]:
        """Nearness to the first label's phrases, and to the nearest few of all labels given."""
        if not self.rows.shape[1]:
            return 1.0, 1.0
        found = [self.cosines(vector, int(label)) for label in labels]
        own = float(found[0][0]) if len(found[0]) else 0.0
        pooled = np.sort(np.concatenate([one[:near] for one in found]))[::-1][:near]
        return max(own, 0.0), float(pooled.mean()) if len(pooled) else 0.0


def unit(dense: np.ndarray) -> np.ndarray:
    """Rows of length one; an empty message's row stays zero."""
    length = np.linalg.norm(dense, axis=-1, keepdims=True)
    return (dense / np.maximum(length, 1e-9)).astype(np.float32)
