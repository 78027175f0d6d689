"""What confidence promises, on vectors of topics and of a stranger."""

from __future__ import annotations

import numpy as np

from bot.nlu.model import TopicModel
from bot.nlu.training import train_model

CONFIG = {
    "C": 10.0,
    "steps": 30,
    "sparse_weight": 0.7,
    "dense_directions": 768,
    "ngram_directions": 300,
    "neighbour_directions": 256,
}
TOPICS, PHRASES, WIDTH = 5, 40, 12


def phrases(of: int, seed: int) -> np.ndarray:
    """Vectors of one topic's phrases: they share a direction, and half of what all of them have."""
    noise = np.random.RandomState(seed).normal(0, 0.35, (PHRASES, WIDTH))
    noise[:, of] += 1.0
    noise[:, -1] += 0.7
    return noise.astype(np.float32)


def trained(strangers: float) -> TopicModel:
    """A model of five topics."""
    rows = [[row] for topic in range(TOPICS) for row in phrases(topic, topic)]
    names = [f"topic {topic}" for topic in range(TOPICS) for _ in range(PHRASES)]
    return train_model(rows, names, {**CONFIG, "strangers": strangers})


def confidence(model: TopicModel, vectors: np.ndarray) -> np.ndarray:
    """How sure the model is of each."""
    return np.array([model.judge([row], [], 0.0).confidence for row in vectors])


def test_strangers_are_allowed_for() -> None:
    """Where strangers are expected, one that looks like nothing known is trusted far less, and the known hardly."""
    known, stranger = phrases(1, 77), phrases(TOPICS + 1, 78)
    unwarned, warned = trained(0.0), trained(0.15)
    assert np.median(confidence(unwarned, stranger)) - np.median(confidence(warned, stranger)) > 0.2
    assert np.median(confidence(unwarned, known)) - np.median(confidence(warned, known)) < 0.06
    assert np.median(confidence(warned, known)) > 0.85


def test_strangers_change_no_order() -> None:
    """The share of strangers moves confidence, never which topic is likeliest."""
    unwarned, warned = trained(0.0), trained(0.3)
    for row in phrases(2, 79):
        assert unwarned.judge([row], [], 0.0).p.argmax() == warned.judge([row], [], 0.0).p.argmax()
