"""The arithmetic of the classifier beside the rules: two encoders' vectors side by side, and a kernel machine on them.

Learnt in closed form (weighted kernel ridge regression over fixed landmarks), so that all of it, cross-validation
included, takes seconds where a support vector machine took minutes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

DIRECTIONS = 256
"""Main directions that are kept of each encoder's vectors."""
GAMMA = 0.5
_RIDGE = 0.3
_FLOOR = 0.1
"""Added to every landmark's own: above what single precision loses in the sums, or two examples that are nearly the
same make them unsolvable."""
_FOLDS = 4


class View(NamedTuple):
    """One encoder's part in the vector.

    Attributes:
        encoder: its name.
        width: how many of its columns are read, from the first.
        share: its part of the whole vector's squared length.
    """

    encoder: str
    width: int
    share: float


# On messages never trained on, at the same false alarms: mpnet alone finds 66 of 100, minilm 50, both together 73.
# mpnet's middle layer added nothing.
VIEWS = (View("mpnet", 768, 0.6), View("minilm", 768, 0.4))


class Projection(NamedTuple):
    """From one encoder's rows to the part that is compared."""

    mean: np.ndarray
    directions: np.ndarray

    def __call__(self, rows: np.ndarray, share: float) -> np.ndarray:
        """Rows of squared length `share`."""
        found = (rows[:, : len(self.mean)] - self.mean) @ self.directions
        return found * (share**0.5 / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9))


def main_directions(rows: np.ndarray) -> Projection:
    """Learns a projection from examples."""
    mean = rows.mean(axis=0)
    apart = rows - mean
    _, found = np.linalg.eigh((apart.T @ apart).astype(np.float64))
    return Projection(mean, np.ascontiguousarray(found[:, : -DIRECTIONS - 1 : -1], dtype=np.float32))


def near(rows: np.ndarray, landmarks: np.ndarray) -> np.ndarray:
    """How near each row is to each landmark: from 1, the same, towards 0. All are of length one."""
    return np.exp(2 * GAMMA * (rows @ landmarks.T - 1))


def learn(
    rows: np.ndarray, wanted: np.ndarray, weights: np.ndarray, landmarks: np.ndarray, folds: int = _FOLDS
) -> tuple[np.ndarray, np.ndarray]:
    """Learns the machine.

    Args:
        rows: one vector an example.
        wanted: 1.0 for danger, -1.0 for none.
        weights: how much each example counts.
        landmarks: which rows a message will be compared with.
        folds: how often part of the examples is left out to see what the rest makes of them.

    Returns:
        A weight for each landmark; and each example's value by a machine that did not see it, nor those in its fold.
    """
    from scipy.linalg import cho_factor, cho_solve
    from scipy.linalg.blas import ssyrk

    marks = rows[landmarks]
    fold = np.random.RandomState(0).permutation(len(rows)) % folds
    grams, pulls = [], []
    for number in range(folds):
        mine = fold == number
        strength = np.sqrt(weights[mine])
        close = near(rows[mine], marks) * strength[:, None]
        grams.append(ssyrk(1.0, close.T).astype(np.float64))  # its upper half: all that the solver reads
        pulls.append(close.T @ (strength * wanted[mine]))
    gram = sum(grams) + _RIDGE * near(marks, marks) + _FLOOR * np.eye(len(marks))
    pull = sum(pulls)
    held = np.zeros(len(rows))
    for number in range(folds):
        machine = cho_solve(cho_factor(gram - grams[number], overwrite_a=True), pull - pulls[number])
        held[fold == number] = near(rows[fold == number], marks) @ machine
    return cho_solve(cho_factor(gram, overwrite_a=True), pull), held
