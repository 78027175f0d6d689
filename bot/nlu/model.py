"""The trained topic model: weights, calibration and the phrases' vectors, as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.nlu.logistic import softmax
from bot.nlu.neighbours import LIKELIEST, Look, Neighbours
from bot.nlu.places import Row, SparseRow


@dataclass(frozen=True)
class Verdict:
    """What the model says of one message."""

    p: np.ndarray  # a probability for each label
    confidence: float  # that the likeliest label is right
    scope: float  # share of real phrases that are less familiar than this message
    segments: list[np.ndarray]  # the labels' probabilities for each sentence


@dataclass(frozen=True)
class TopicModel:
    """Linear scores over all features, made into probabilities; and a measure of familiarity."""

    labels: list[str]
    dense: np.ndarray  # (dense features, labels)
    sparse: list[np.ndarray]  # the same for each sparse featurizer
    bias: np.ndarray
    sharpness: float
    pull: float  # how far near phrases lift a label
    trust: tuple[float, float]  # sigmoid: from sqrt(p) x nearness to the chance of being right
    familiar: np.ndarray  # quantiles of the nearness of real phrases that were left out
    neighbours: Neighbours

    def arrays(self) -> dict[str, np.ndarray]:
        """What is stored as arrays."""
        stored = {
            "dense": self.dense,
            "bias": self.bias,
            "familiar": self.familiar,
            "axes": self.neighbours.axes,
            "rows": self.neighbours.rows,
            "starts": self.neighbours.starts,
        }
        return {**stored, **{f"sparse{i}": block for i, block in enumerate(self.sparse)}}

    def facts(self) -> dict[str, Any]:
        """What is stored as JSON."""
        return {
            "labels": self.labels,
            "sharpness": self.sharpness,
            "pull": self.pull,
            "trust": list(self.trust),
            "sparse_blocks": len(self.sparse),
        }

    @classmethod
    def of(cls, arrays: dict[str, np.ndarray], facts: dict[str, Any]) -> TopicModel:
        """The model from its stored parts."""
        return cls(
            labels=list(facts["labels"]),
            dense=arrays["dense"],
            sparse=[arrays[f"sparse{i}"] for i in range(int(facts["sparse_blocks"]))],
            bias=arrays["bias"],
            sharpness=float(facts["sharpness"]),
            pull=float(facts["pull"]),
            trust=(float(facts["trust"][0]), float(facts["trust"][1])),
            familiar=arrays["familiar"],
            neighbours=Neighbours(arrays["axes"], arrays["rows"], arrays["starts"]),
        )

    def judge(self, rows: list[Row], segments: list[list[Row]], segment_weight: float) -> Verdict:
        """Probabilities for the whole message, with its sentences as further evidence."""
        texts = [rows, *segments]
        dense = np.stack([dense_of(one) for one in texts])
        scores = dense @ self.dense + self.bias
        for i, one in enumerate(texts):
            for row, block in zip(sparse_of(one), self.sparse, strict=False):
                known = row.columns < len(block)
                scores[i] += row.values[known] @ block[row.columns[known]]
        places = self.neighbours.place(dense)
        p, looks = np.empty_like(scores), []
        for i, place in enumerate(places):
            best = likeliest(scores[i])
            looks.append((best, self.neighbours.look(place, best)))
            p[i] = softmax(lifted(scores[i], best, looks[i][1], self.sharpness, self.pull))
        mixed = combine(p, segment_weight)
        best_label = int(mixed.argmax())
        # The nearest of whole message and sentences counts: small talk around it takes nothing away.
        own = max(float(look.nearest[labels == best_label].sum()) for labels, look in looks)
        near = max(look.near for _, look in looks)
        confidence = self.confidence(float(mixed[best_label]), own)
        scope = float(np.interp(near, self.familiar, np.linspace(0, 1, len(self.familiar))))
        return Verdict(spread(mixed, best_label, confidence), confidence, scope, list(p[1:]))

    def confidence(self, p: float, own: float) -> float:
        """The chance that the likeliest label is right."""
        slope, offset = self.trust
        return float(1 / (1 + np.exp(-(slope * familiarity(p, own) + offset))))


def likeliest(scores: np.ndarray) -> np.ndarray:
    """The labels with the highest scores, best first."""
    return np.argsort(-scores, kind="stable")[:LIKELIEST]


def lifted(scores: np.ndarray, best: np.ndarray, look: Look, sharpness: float, pull: float) -> np.ndarray:
    """Scores for the softmax: the likeliest labels lifted by how near their phrases are."""
    raised = sharpness * scores
    # The labels not looked at are lifted as little as the least of these: the order among all stays fair.
    raised += pull * float(look.support.min())
    raised[best] += pull * (look.support - look.support.min())
    return raised


def familiarity(p: float | np.ndarray, own: float | np.ndarray) -> np.ndarray:
    """Probability and nearness in one figure: high only where both are."""
    return np.sqrt(p) * own


def combine(p: np.ndarray, weight: float) -> np.ndarray:
    """The whole message's probabilities (first row) with those of its sentences.

    The sentence that says it clearly lifts its topic; a weight over a half was worse on
    left-out phrases, since single sentences lack what the others say.
    """
    if len(p) == 1:
        return p[0]
    sentences = p[1:].max(axis=0)
    return (1 - weight) * p[0] + weight * sentences / sentences.sum()


def spread(p: np.ndarray, best: int, confidence: float) -> np.ndarray:
    """Probabilities with the best one set to `confidence`.

    What familiarity takes away belongs to "none of these", so the rest is never raised
    by it; what it adds is taken from the rest.
    """
    rest = 1 - float(p[best])
    factor = confidence / max(float(p[best]), 1e-9)
    if factor > 1:
        factor = (1 - confidence) / rest if rest > 1e-9 else 0.0
    out = p * min(factor, 1.0)
    out[best] = confidence
    # A neighbour never passes the best one: the order is the softmax's.
    return np.minimum(out, confidence)


def dense_of(rows: list[Row]) -> np.ndarray:
    """The dense rows in one."""
    dense = [row for row in rows if not isinstance(row, SparseRow)]
    return np.concatenate(dense) if dense else np.zeros(0, dtype=np.float32)


def sparse_of(rows: list[Row]) -> list[SparseRow]:
    """The sparse rows, in pipeline order."""
    return [row for row in rows if isinstance(row, SparseRow)]
