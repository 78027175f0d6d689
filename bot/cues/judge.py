"""What the examples teach: how far a message's meaning, words and weak signs speak for each cue.

Few people say "I push people away"; most tell of the evening they did. The meaning is a
sentence embedding, the signs are which rules and word lists the message touches.

Two judges for each cue. A support vector machine reads the message whole. A logistic
regression reads each sentence, and the one that speaks most for the cue counts: in "I'm a
nurse, we're told to smile. Anyway, I pull my hand away when he reaches for it" each cue has
its own sentence, and a mean of all would drown both. The same examples give the same judges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from bot.cues.rules import ATTACHMENT, CULTURE, Hit
from bot.cues.wording import Wording

CUES = (*ATTACHMENT, *CULTURE)
UNKNOWN = -1  # an example that is neither for nor against a cue

_SIGNS = 0.8 / np.sqrt(8)  # weight of one sign beside an embedding of length sqrt(2)
_GAMMA = 0.8
_COST = 2.0
_RARE = (4.0, 3.0)  # machine, regression: a missed example weighs as much as so many false ones
_WORDS = (0.4, 1.5)  # machine, regression: weight of the words beside meaning and signs
_PENALTY = 0.5
_FAR = -1.3  # a sentence this far from a cue teaches nothing about it
_SENTENCE = 0.25  # what the clearest sentence adds to the whole's score


class Read(NamedTuple):
    """One text as the rules and the encoder read it."""

    prepared: str
    hits: Sequence[Hit]
    vector: np.ndarray


def features(texts: Sequence[Read], names: Sequence[str]) -> np.ndarray:
    """One row a text: its meaning, then its signs.

    Args:
        texts: what was read.
        names: the names of all rules, in the order of the columns.
    """
    column = {name: i for i, name in enumerate(names)}
    signs = np.zeros((len(texts), len(names)), dtype=np.float32)
    for row, text in zip(signs, texts, strict=True):
        for hit in text.hits:
            # A rule counts once. A word list says a little more when it is touched twice.
            step, most = (1 / 1.5, 2 / 1.5) if hit.name.startswith("sign.") else (1.0, 1.0)
            row[column[hit.name]] = min(most, row[column[hit.name]] + step)
    vectors = np.stack([text.vector for text in texts])
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    meaning = vectors * (np.sqrt(2) / np.maximum(length, 1e-9))
    return np.concatenate([meaning, signs * np.float32(_SIGNS)], axis=1).astype(np.float32)


@dataclass(frozen=True)
class Judge:
    """What was learnt, as plain arrays."""

    rows: np.ndarray  # (examples that decide, features)
    weights: np.ndarray  # (examples that decide, cues)
    words: np.ndarray  # (terms, cues)
    offsets: np.ndarray  # (cues,)
    line: np.ndarray  # (features + terms, cues): the regression
    line_offsets: np.ndarray  # (cues,)
    terms: np.ndarray  # see Wording
    rarity: np.ndarray

    def scores(self, texts: Sequence[Read], names: Sequence[str]) -> dict[str, float]:
        """For each cue how far the message lies on its side; 0 is about the border.

        Args:
            texts: the whole message, then its sentences where it has several.
            names: the names of all rules.
        """
        dense, words = features(texts, names), self._wording.matrix([text.prepared for text in texts])
        distances = float(dense[0] @ dense[0]) + self._squares - 2 * (self.rows @ dense[0])
        whole = np.exp(-_GAMMA * np.maximum(distances, 0.0)) @ self.weights + (words[0] @ self.words)[0] + self.offsets
        width = dense.shape[1]
        sentences = dense @ self.line[:width] + words @ self.line[width:] + self.line_offsets
        return dict(zip(CUES, (whole + _SENTENCE * sentences.max(axis=0)).tolist(), strict=True))

    @cached_property
    def _squares(self) -> np.ndarray:
        return (self.rows**2).sum(axis=1)

    @cached_property
    def _wording(self) -> Wording:
        return Wording(self.terms, self.rarity)

    def arrays(self) -> dict[str, np.ndarray]:
        """What is to be stored."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def train(texts: Sequence[Sequence[Read]], names: Sequence[str], labels: np.ndarray) -> Judge:
    """Learns from examples.

    Args:
        texts: for each example the whole, then its sentences where it has several.
        names: the names of all rules.
        labels: (examples, cues): 1, 0 or `UNKNOWN`.
    """
    flat = [one for example in texts for one in example]
    owner = np.repeat(np.arange(len(texts)), [len(example) for example in texts])
    whole = np.r_[True, owner[1:] != owner[:-1]]
    wording = Wording.of([example[0].prepared for example in texts])
    dense, words = features(flat, names), wording.matrix([one.prepared for one in flat])
    machine = _machine(dense[whole], words[whole], labels)
    line, line_offsets = _regression(dense, words, labels[owner], owner, whole)
    return Judge(*machine, line, line_offsets, wording.terms, wording.weights)


def _machine(rows: np.ndarray, words: Any, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """One support vector machine a cue: the rows that decide, their weights, those of the words, and the offsets."""
    from sklearn.svm import SVC  # only training needs it

    squares = (rows**2).sum(axis=1)
    distances = np.maximum(squares[:, None] + squares[None, :] - 2 * (rows @ rows.T), 0.0)
    kernel = np.exp(-_GAMMA * distances).astype(np.float64) + _WORDS[0] * (words @ words.T).toarray()
    weights = np.zeros(labels.shape, dtype=np.float32)
    offsets = np.full(labels.shape[1], -1.0, dtype=np.float32)
    for cue in range(labels.shape[1]):
        known = np.flatnonzero(labels[:, cue] != UNKNOWN)
        if len(set(labels[known, cue].tolist())) < 2:
            continue  # nothing to tell apart: never seen
        machine = SVC(C=_COST, kernel="precomputed", class_weight={0: 1.0, 1: _RARE[0]})
        machine.fit(kernel[np.ix_(known, known)], labels[known, cue])
        weights[known[machine.support_], cue] = machine.dual_coef_[0]
        offsets[cue] = machine.intercept_[0]
    deciding = np.flatnonzero(np.any(weights != 0, axis=1))
    of_words = np.asarray(_WORDS[0] * (words[deciding].T @ weights[deciding]), dtype=np.float32)
    return rows[deciding], weights[deciding], of_words, offsets


def _regression(
    dense: np.ndarray, words: Any, labels: np.ndarray, owner: np.ndarray, whole: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """One logistic regression a cue, first on whole messages, then with the sentences that tell."""
    words = (words * np.sqrt(_WORDS[1])).tocsr()
    weights = np.where(labels == 1, _RARE[1], 1.0) * (labels != UNKNOWN) * whole[:, None]
    line, offsets = _fit(dense, words, labels, weights)
    scores = dense @ line[: dense.shape[1]] + words @ line[dense.shape[1] :] + offsets
    for cue in range(labels.shape[1]):
        weights[_telling(scores[:, cue], labels[:, cue], owner, whole), cue] = _RARE[1]
        weights[~whole & (labels[:, cue] == 0) & (scores[:, cue] > _FAR), cue] = 1.0
    line, offsets = _fit(dense, words, labels, weights)
    line[dense.shape[1] :] *= np.sqrt(_WORDS[1])
    return line, offsets


def _telling(scores: np.ndarray, labels: np.ndarray, owner: np.ndarray, whole: np.ndarray) -> list[int]:
    """Of each example that holds the cue, the sentence that speaks most for it."""
    best: dict[int, int] = {}
    for i in np.flatnonzero(~whole & (labels == 1)):
        if owner[i] not in best or scores[i] > scores[best[owner[i]]]:
            best[owner[i]] = i
    return sorted(best.values())


def _fit(dense: np.ndarray, words: Any, labels: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All cues at once; a weight of 0 leaves a text out for a cue."""
    from scipy.optimize import minimize

    width, cues = dense.shape[1], labels.shape[1]
    sides = np.where(labels == 1, 1.0, -1.0)

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        line = flat.reshape(-1, cues)
        margins = sides * (dense @ line[:width].astype(np.float32) + words @ line[width:-1] + line[-1])
        value = float((weights * np.logaddexp(0.0, -margins)).sum()) + _PENALTY / 2 * float((line[:-1] ** 2).sum())
        pull = -sides * weights / (1 + np.exp(np.clip(margins, -30, 30)))
        slope = np.concatenate([dense.T @ pull.astype(np.float32), words.T @ pull, pull.sum(axis=0)[None]])
        slope[:-1] += _PENALTY * line[:-1]
        return value, slope.ravel()

    start = np.zeros((width + words.shape[1] + 1) * cues)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 60}).x.reshape(-1, cues)
    return found[:-1].astype(np.float32), found[-1].astype(np.float32)
