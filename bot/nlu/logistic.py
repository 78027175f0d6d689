"""Multinomial logistic regression in single precision, and what makes it a probability.

scikit-learn's solver takes minutes here (double precision, no early stop). Thirty
steps of L-BFGS find weights that are as good on unseen phrases as the converged ones.
Every step is fixed by the data: no random start, no batches.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize


class Weights(NamedTuple):
    """Scores are `features @ matrix + bias`."""

    matrix: np.ndarray  # (features, labels)
    bias: np.ndarray


def fit(features: np.ndarray, labels: np.ndarray, count: int, strength: float, steps: int) -> Weights:
    """Fits the weights.

    Args:
        features: one row a phrase.
        labels: each phrase's label number.
        count: how many labels there are.
        strength: inverse of the penalty on large weights.
        steps: most steps of the solver.
    """
    rows, width = features.shape
    forward = np.ascontiguousarray(features, dtype=np.float32)
    backward = np.ascontiguousarray(forward.T)
    every = np.arange(rows)

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(width + 1, count).astype(np.float32)
        scores = forward @ weights[:width]
        scores += weights[width]
        scores -= scores.max(axis=1, keepdims=True)
        own = scores[every, labels].copy()
        np.exp(scores, out=scores)
        total = scores.sum(axis=1, keepdims=True)
        value = float((np.log(total[:, 0]) - own).sum(dtype=np.float64))
        scores /= total
        scores[every, labels] -= 1
        slope = np.empty((width + 1, count), dtype=np.float32)
        np.dot(backward, scores, out=slope[:width])
        slope[:width] += weights[:width] / strength
        slope[width] = scores.sum(axis=0)
        value += 0.5 / strength * float((weights[:width].astype(np.float64) ** 2).sum())
        return value, slope.ravel().astype(np.float64)

    start = np.zeros((width + 1) * count)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps, "gtol": 1e-3, "maxcor": 10})
    weights = found.x.reshape(width + 1, count).astype(np.float32)
    return Weights(weights[:width], weights[width])


def softmax(scores: np.ndarray) -> np.ndarray:
    """Row-wise softmax."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return shifted / shifted.sum(axis=-1, keepdims=True)


def sharpness(scores: np.ndarray, labels: np.ndarray) -> float:
    """The factor before the softmax under which the given labels are likeliest."""
    every = np.arange(len(labels))

    def loss(log_factor: float) -> float:
        p = softmax(scores * np.exp(log_factor))[every, labels]
        return float(-np.log(np.clip(p, 1e-12, None)).mean())

    low, high = np.log(0.05), np.log(20.0)
    golden = (5**0.5 - 1) / 2
    for _ in range(30):
        left, right = high - golden * (high - low), low + golden * (high - low)
        if loss(left) < loss(right):
            high = right
        else:
            low = left
    return float(np.exp((low + high) / 2))


def sigmoid_fit(values: np.ndarray, right: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Slope and offset of the sigmoid that turns a value into the chance of being right.

    The targets are drawn in a little, as Platt does: without that, a small set in which
    everything was right would promise certainty.

    Args:
        values: one figure a message, higher where more trust is due.
        right: whether each was right.
        weights: how much each counts.
    """
    good, bad = float(weights[right].sum()), float(weights[~right].sum())
    weights = weights / weights.sum()
    targets = np.where(right, (good + 1) / (good + 2), 1 / (bad + 2))

    def loss(pair: np.ndarray) -> tuple[float, np.ndarray]:
        z = pair[0] * values + pair[1]
        p = 1 / (1 + np.exp(-z))
        value = float(np.sum(weights * (np.logaddexp(0, z) - targets * z))) + 1e-4 * float(pair[0] ** 2)
        slope = np.array([np.sum(weights * (p - targets) * values) + 2e-4 * pair[0], np.sum(weights * (p - targets))])
        return value, slope

    found = minimize(loss, np.array([4.0, -2.0]), jac=True, method="L-BFGS-B", bounds=[(0.1, 60.0), (-60.0, 60.0)])
    return float(found.x[0]), float(found.x[1])
