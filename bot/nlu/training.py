"""Trains the topic model on phrases that are sorted by label."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.utils.extmath import randomized_svd

from bot.nlu import logistic
from bot.nlu.model import TopicModel, dense_of, familiarity, likeliest, sparse_of
from bot.nlu.neighbours import Neighbours, main_directions
from bot.nlu.places import Row

_PULLS = (0.0, 3.0, 6.0, 10.0, 15.0, 22.0, 32.0)  # tried on left-out phrases
_SMALL = 2500  # up to here every phrase is left out once; above, one fifth of them is


class _Space(NamedTuple):
    """How the features are brought to one scale before the weights are learnt."""

    mean: np.ndarray  # of the dense features
    dense: np.ndarray  # (dense features, directions): the embeddings' main directions, scaled
    axes: np.ndarray  # (sparse features, directions): the n-grams' main directions
    sparse_weight: float

    def project(self, dense: np.ndarray, sparse: csr_matrix) -> np.ndarray:
        """The features that the weights are learnt on."""
        parts = [(dense - self.mean) @ self.dense]
        if self.axes.shape[1]:
            parts.append(self.sparse_weight * np.asarray(sparse @ self.axes))
        return np.concatenate(parts, axis=1).astype(np.float32)


class _LeftOut(NamedTuple):
    """What models that had not seen a phrase said of it."""

    scores: np.ndarray  # one column a label
    labels: np.ndarray
    best: np.ndarray  # the likeliest labels
    support: np.ndarray  # of the likeliest labels
    nearest: np.ndarray
    near: np.ndarray


def train_model(rows: list[list[Row]], names: list[str], config: dict[str, Any]) -> TopicModel:
    """Trains weights, calibration and familiarity."""
    labels = sorted(set(names))
    number = {label: i for i, label in enumerate(labels)}
    y = np.array([number[name] for name in names])
    dense = np.stack([dense_of(one) for one in rows]).astype(np.float32)
    blocks = _sparse_blocks(rows)
    sparse = hstack(blocks, format="csr") if blocks else csr_matrix((len(y), 0), dtype=np.float32)
    space = _space(rows, dense, sparse, config)
    features = space.project(dense, sparse)
    axes = main_directions(dense, int(config["neighbour_directions"]))
    left = _leave_out(features, dense, y, len(labels), axes, config)
    factor, pull, trust, familiar = _calibrate(left, float(config["strangers"]))
    learnt = logistic.fit(features, y, len(labels), float(config["C"]), int(config["steps"]))
    # Centring and directions are folded into the weights: a message costs one product.
    width = space.dense.shape[1]
    dense_weights = space.dense @ learnt.matrix[:width]
    sparse_weights = space.sparse_weight * (space.axes @ learnt.matrix[width:])
    edges = np.cumsum([0] + [block.shape[1] for block in blocks])
    return TopicModel(
        labels=labels,
        dense=dense_weights.astype(np.float32),
        sparse=[sparse_weights[a:b].astype(np.float32) for a, b in zip(edges, edges[1:], strict=False)],
        bias=(learnt.bias - space.mean @ dense_weights).astype(np.float32),
        sharpness=factor,
        pull=pull,
        trust=trust,
        familiar=familiar,
        neighbours=Neighbours.of(dense, y, len(labels), axes),
    )


def _space(rows: list[list[Row]], dense: np.ndarray, sparse: csr_matrix, config: dict[str, Any]) -> _Space:
    mean = dense.mean(axis=0)
    scale = np.ones(dense.shape[1], dtype=np.float32)
    start = 0
    for row in rows[0]:
        if isinstance(row, np.ndarray):
            part = slice(start, start + len(row))
            scale[part] = 1 / max(float(np.linalg.norm(dense[:, part] - mean[part], axis=1).mean()), 1e-6)
            start += len(row)
    directions = min(int(config["ngram_directions"]), min(sparse.shape) - 1)
    axes = _directions(sparse, directions) if directions > 0 else np.zeros((sparse.shape[1], 0), dtype=np.float32)
    return _Space(mean, _dense_directions((dense - mean) * scale, scale, config), axes, float(config["sparse_weight"]))


def _dense_directions(scaled: np.ndarray, scale: np.ndarray, config: dict[str, Any]) -> np.ndarray:
    """Along its main directions alone an embedding of twelve layers is learnt from as well, in a third of the time."""
    most = int(config["dense_directions"])
    if min(scaled.shape) <= most:
        return np.diag(scale)
    return scale[:, None] * _directions(scaled, most)


def _directions(rows: Any, most: int) -> np.ndarray:
    """The directions along which the rows differ most: (features, directions)."""
    sample = rows[:: max(1, rows.shape[0] // 3000)]  # every third phrase shows the same directions
    count = max(1, min(most, sample.shape[0] - 1))
    return randomized_svd(sample, count, n_iter=1, random_state=0)[2].T.astype(np.float32)


def _leave_out(
    features: np.ndarray, dense: np.ndarray, y: np.ndarray, count: int, axes: np.ndarray, config: dict[str, Any]
) -> _LeftOut:
    fold = np.zeros(len(y), dtype=int)
    for label in range(count):  # each label's phrases dealt out in turn
        mine = np.flatnonzero(y == label)
        fold[mine] = (np.arange(len(mine)) + label) % 5
    found = []
    for one in range(5) if len(y) <= _SMALL else range(1):
        out, rest = np.flatnonzero(fold == one), np.flatnonzero(fold != one)
        if len(out) and len(rest):
            learnt = logistic.fit(features[rest], y[rest], count, float(config["C"]), int(config["steps"]))
            scores = features[out] @ learnt.matrix + learnt.bias
            known = Neighbours.of(dense[rest], y[rest], count, axes)
            best = np.stack([likeliest(row) for row in scores])
            looks = [known.look(place, labels) for place, labels in zip(known.place(dense[out]), best, strict=False)]
            support, nearest = np.stack([one.support for one in looks]), np.stack([one.nearest for one in looks])
            found.append(_LeftOut(scores, y[out], best, support, nearest, np.array([one.near for one in looks])))
    return _LeftOut(*(np.concatenate(parts) for parts in zip(*found, strict=False)))


def _calibrate(left: _LeftOut, strangers: float) -> tuple[float, float, tuple[float, float], np.ndarray]:
    every = np.arange(len(left.labels))
    tried = []
    for pull in _PULLS:  # relative to the scores, so that one factor sharpens both
        scores = left.scores.copy()
        scores += pull * left.support.min(axis=1, keepdims=True)
        scores[every[:, None], left.best] += pull * (left.support - left.support.min(axis=1, keepdims=True))
        factor = logistic.sharpness(scores, left.labels)
        p = logistic.softmax(factor * scores)
        tried.append((float(-np.log(np.clip(p[every, left.labels], 1e-12, None)).mean()), pull, factor, p))
    _, pull, factor, p = min(tried, key=lambda one: one[:2])
    chosen = p.argmax(axis=1)
    own = np.where(left.best == chosen[:, None], left.nearest, 0.0).sum(axis=1)
    values, right = familiarity(p.max(axis=1), own), chosen == left.labels
    trust = _trust(values, right, _strange(left, factor, factor * pull), strangers)
    quantiles = np.quantile(left.near, np.linspace(0, 1, 101))
    return factor, factor * pull, trust, np.maximum.accumulate(quantiles + np.arange(101) * 1e-6)


def _strange(left: _LeftOut, factor: float, pull: float) -> np.ndarray:
    """How familiar each phrase looks to the labels that are not its own: so does a message that fits none.

    No example of what is out of scope is needed. Published bots with real users' messages (HINT3, Arora et al. 2020)
    turn away about six strangers in ten by it, at a threshold chosen on other data; without it one turned away two.
    """
    every = np.arange(len(left.labels))
    mine = left.best == left.labels[:, None]
    support = np.where(mine, np.inf, left.support)
    least = support.min(axis=1, keepdims=True)
    scores = factor * left.scores
    scores += pull * least
    scores[every[:, None], left.best] += pull * np.where(mine, 0.0, left.support - least)
    scores[every, left.labels] = -np.inf
    p = logistic.softmax(scores)
    chosen = p.argmax(axis=1)
    own = np.where(left.best == chosen[:, None], left.nearest, 0.0).sum(axis=1)
    return familiarity(p.max(axis=1), own)


def _trust(values: np.ndarray, right: np.ndarray, strange: np.ndarray, share: float) -> tuple[float, float]:
    """The sigmoid of confidence, learnt as if `share` of all messages were none of these labels'."""
    weights = np.concatenate([np.ones(len(values)), np.full(len(strange), share / (1 - share))])
    chance = np.concatenate([right, np.zeros(len(strange), dtype=bool)])
    return logistic.sigmoid_fit(np.concatenate([values, strange]), chance, weights)


def _sparse_blocks(rows: list[list[Row]]) -> list[csr_matrix]:
    blocks = []
    for parts in zip(*(sparse_of(one) for one in rows), strict=False):
        edges = np.concatenate([[0], np.cumsum([len(part.columns) for part in parts])])
        columns = np.concatenate([part.columns for part in parts])
        values = np.concatenate([part.values for part in parts]).astype(np.float32)
        blocks.append(csr_matrix((values, columns, edges), shape=(len(parts), int(columns.max(initial=0)) + 1)))
    return blocks
