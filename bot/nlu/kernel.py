"""Kernel ridge classification in closed form, with its leave-one-out scores.

One Cholesky factor gives the weights and, for each training phrase, the scores it
would have had from a model trained without it. So confidence is calibrated on honest
scores without training five more models, and the same data always give the same
weights: there is no random start, no order of batches, no number of epochs.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.linalg import cho_factor, cho_solve, lapack


class Fit(NamedTuple):
    """What the training phrases gave."""

    dual: np.ndarray  # (phrases, labels)
    left_out: np.ndarray  # (phrases, labels): scores of each phrase by a model without it


def fit(gram: np.ndarray, targets: np.ndarray, ridge: float) -> Fit:
    """Solves (gram + ridge) dual = targets.

    Args:
        gram: inner products of the phrases.
        targets: one column a label, 1 where the phrase has it, else 0, or centred.
        ridge: the penalty; larger means smoother.

    Returns:
        Dual weights and leave-one-out scores.
    """
    regular = gram.astype(np.float64) + ridge * np.eye(len(gram))
    factor, lower = cho_factor(regular, lower=True, overwrite_a=True, check_finite=False)
    dual = cho_solve((factor, lower), targets.astype(np.float64), check_finite=False)
    inverse, problem = lapack.dpotri(factor, lower=lower, overwrite_c=True)
    if problem:
        raise ValueError("The phrases' inner products could not be inverted; raise 'ridge'.")
    left_out = targets - dual / np.diag(inverse)[:, None]
    return Fit(dual, left_out)


def softmax(scores: np.ndarray) -> np.ndarray:
    """Row-wise softmax."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return shifted / shifted.sum(axis=-1, keepdims=True)


def sharpness(scores: np.ndarray, labels: np.ndarray) -> float:
    """The factor before the softmax under which the given labels are likeliest."""
    rows = np.arange(len(labels))

    def loss(log_factor: float) -> float:
        p = softmax(scores * np.exp(log_factor))[rows, labels]
        return float(-np.log(np.clip(p, 1e-12, None)).mean())

    low, high = np.log(0.5), np.log(60.0)
    golden = (5**0.5 - 1) / 2
    for _ in range(40):
        a, b = high - golden * (high - low), low + golden * (high - low)
        if loss(a) < loss(b):
            high = b
        else:
            low = a
    return float(np.exp((low + high) / 2))
