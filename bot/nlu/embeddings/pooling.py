"""From a text's tokens to its vector, and to a vector for each of its parts.

A part's vector is the mean over its own tokens, which have read the whole message ("late chunking": Günther et al. 2024,
arXiv 2409.04701). One pass thus serves the message, all its sentences, and everyone who asks about them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

Span = tuple[int, int]


class Tokens(NamedTuple):
    """What an encoder read.

    Attributes:
        states: (tokens, width), float32: each layer that is used, side by side.
        places: (tokens, 2): start and end of each token in the text, in characters; both 0 for marks of the model's own.
    """

    states: np.ndarray
    places: np.ndarray

    def inside(self, span: Span) -> np.ndarray:
        """Returns the states of the tokens in a span; none where the text was cut off before it."""
        start, end = self.places[:, 0], self.places[:, 1]
        return self.states[(start >= span[0]) & (end <= span[1]) & (end > start)]

    def reach(self) -> int:
        """Returns where the last token ends: what comes after it was not read."""
        return int(self.places[:, 1].max(initial=0))


def pooled(states: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """Returns the mean over the tokens (the second to last axis), each layer's part of it of length one.

    Args:
        states: (..., tokens, width).
        centre: (layers, width of a layer): taken off first. Vectors of a middle layer all point much the same way;
            without that part they tell texts apart.
    """
    mean = states.mean(axis=-2)
    parts = mean.reshape(*mean.shape[:-1], *centre.shape) - centre
    parts /= np.maximum(np.linalg.norm(parts, axis=-1, keepdims=True), 1e-9)
    return parts.reshape(mean.shape).astype(np.float32)
