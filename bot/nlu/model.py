"""The trained topic model: weights, calibration and the phrases' embeddings, as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from bot.nlu import kernel
from bot.nlu.places import Row, SparseRow


@dataclass(frozen=True)
class Verdict:
    """What the model says of one message."""

    p: np.ndarray  # a probability for each label
    scope: float
    segments: list[np.ndarray]  # the same for each sentence


@dataclass(frozen=True)
class TopicModel:
    """Linear scores over all features, made into probabilities; and a measure of familiarity."""

    labels: list[str]
    weights: np.ndarray  # (features, labels): dense features first, then sparse
    bias: np.ndarray
    sharpness: float
    phrases: np.ndarray  # dense features of the training phrases, sorted by label
    starts: np.ndarray  # where each label's phrases begin, and the end
    dense_size: int
    sparse_sizes: list[int]
    sparse_weight: float
    familiar: np.ndarray  # quantiles of familiarity of phrases that were rightly recognised when left out

    def arrays(self) -> dict[str, np.ndarray]:
        """What is stored as arrays."""
        return {
            "weights": self.weights.astype(np.float32),
            "bias": self.bias.astype(np.float32),
            "phrases": self.phrases.astype(np.float16),
            "starts": self.starts.astype(np.int32),
            "familiar": self.familiar.astype(np.float32),
        }

    def facts(self) -> dict[str, Any]:
        """What is stored as JSON."""
        return {
            "labels": self.labels,
            "sharpness": self.sharpness,
            "dense_size": self.dense_size,
            "sparse_sizes": self.sparse_sizes,
            "sparse_weight": self.sparse_weight,
        }

    @classmethod
    def of(cls, arrays: dict[str, np.ndarray], facts: dict[str, Any]) -> TopicModel:
        """The model from its stored parts."""
        return cls(
            labels=facts["labels"],
            weights=arrays["weights"].astype(np.float32),
            bias=arrays["bias"].astype(np.float32),
            sharpness=float(facts["sharpness"]),
            phrases=arrays["phrases"].astype(np.float32),
            starts=arrays["starts"],
            dense_size=int(facts["dense_size"]),
            sparse_sizes=list(facts["sparse_sizes"]),
            sparse_weight=float(facts["sparse_weight"]),
            familiar=arrays["familiar"],
        )

    def judge(self, rows: list[Row], segments: list[list[Row]], segment_weight: float) -> Verdict:
        """Probabilities for the whole message, with its sentences as further evidence."""
        texts = [rows, *segments]
        dense = np.stack([_dense_of(one) for one in texts])
        scores = dense @ self.weights[: self.dense_size] + self.bias
        for i, one in enumerate(texts):
            for columns, values in self._sparse_of(one):
                scores[i] += values @ self.weights[columns]
        p = kernel.softmax(self.sharpness * scores)
        scopes = np.array([self._scope(p[i], dense[i]) for i in range(len(texts))])
        if len(texts) == 1:
            return Verdict(p[0], float(scopes[0]), [])
        return Verdict(combine(p, scopes, segment_weight), float(scopes.max()), list(p[1:]))

    def _sparse_of(self, rows: list[Row]) -> list[tuple[np.ndarray, np.ndarray]]:
        found, start = [], self.dense_size
        sparse = [row for row in rows if isinstance(row, SparseRow)]
        for row, size in zip(sparse, self.sparse_sizes):
            found.append((row.columns + start, row.values * np.float32(self.sparse_weight)))
            start += size
        return found

    def _scope(self, p: np.ndarray, dense: np.ndarray) -> float:
        best = int(p.argmax())
        return float(np.interp(self._familiarity(p[best], dense, best), self.familiar, np.linspace(0, 1, len(self.familiar))))

    def _familiarity(self, p: float, dense: np.ndarray, label: int) -> float:
        own = self.phrases[self.starts[label] : self.starts[label + 1]]
        nearest = float((own @ dense).max()) / max(float(dense @ dense), 1e-9) if len(own) and self.dense_size else 1.0
        return float(np.sqrt(p)) * nearest


def combine(p: np.ndarray, scopes: np.ndarray, weight: float) -> np.ndarray:
    """The whole message's probabilities (first row) with those of its sentences.

    A ramble dilutes the worry in its middle; the sentence that is clear and familiar
    says it best. Each sentence counts as much as it is familiar.
    """
    sentences = (p[1:] * scopes[1:, None]).max(axis=0)
    mixed = (1 - weight) * p[0] + weight * sentences
    return mixed / max(float(mixed.sum()), 1e-9)


def train_model(rows: list[list[Row]], names: list[str], config: dict[str, Any]) -> TopicModel:
    """Trains on phrases that are sorted by label."""
    labels = sorted(set(names))
    y = np.array([labels.index(name) for name in names])
    dense = np.stack([_dense_of(one) for one in rows]).astype(np.float32)
    sparse_weight = float(config["sparse_weight"])
    blocks = _sparse_blocks(rows)
    gram = dense @ dense.T
    for block in blocks:
        gram += sparse_weight**2 * np.asarray((block @ block.T).todense())
    onehot = np.eye(len(labels))[y]
    prior = onehot.mean(axis=0)
    found = kernel.fit(gram, onehot - prior, float(config["ridge"]))
    factor = kernel.sharpness(found.left_out + prior, y)
    left_out = kernel.softmax(factor * (found.left_out + prior))
    weights = [dense.T.astype(np.float64) @ found.dual] + [sparse_weight * (block.T @ found.dual) for block in blocks]
    starts = np.searchsorted(y, np.arange(len(labels) + 1))
    return TopicModel(
        labels=labels,
        weights=np.concatenate(weights).astype(np.float32),
        bias=prior.astype(np.float32),
        sharpness=factor,
        phrases=dense,
        starts=starts,
        dense_size=dense.shape[1],
        sparse_sizes=[block.shape[1] for block in blocks],
        sparse_weight=sparse_weight,
        familiar=_familiar_quantiles(dense, y, left_out),
    )


def _familiar_quantiles(dense: np.ndarray, y: np.ndarray, left_out: np.ndarray) -> np.ndarray:
    best = left_out.argmax(axis=1)
    right = best == y
    same = y[:, None] == best[None, :]  # (other phrase, phrase): carries the label predicted for the phrase
    np.fill_diagonal(same, False)
    cosine = np.where(same, dense @ dense.T, -1.0).max(axis=0) / np.maximum((dense**2).sum(axis=1), 1e-9)
    scores = (np.sqrt(left_out.max(axis=1)) * cosine)[right]
    if not len(scores):
        scores = np.array([0.0, 1.0])
    return np.maximum.accumulate(np.quantile(scores, np.linspace(0, 1, 101)) + np.arange(101) * 1e-6)


def _dense_of(rows: list[Row]) -> np.ndarray:
    dense = [row for row in rows if not isinstance(row, SparseRow)]
    return np.concatenate(dense) if dense else np.zeros(0, dtype=np.float32)


def _sparse_blocks(rows: list[list[Row]]) -> list[csr_matrix]:
    columns = [[row for row in one if isinstance(row, SparseRow)] for one in rows]
    blocks = []
    for parts in zip(*columns):
        indptr = np.concatenate([[0], np.cumsum([len(p.columns) for p in parts])])
        data = np.concatenate([p.values for p in parts])
        indices = np.concatenate([p.columns for p in parts])
        blocks.append(csr_matrix((data, indices, indptr), shape=(len(parts), int(indices.max(initial=0)) + 1)))
    return blocks
