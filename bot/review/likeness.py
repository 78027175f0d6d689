"""Which questions are alike: a vector for each, and groups that keep their number as more questions come in."""

from __future__ import annotations

import base64
from functools import lru_cache

import numpy as np

ENCODER = "mpnet"
"""The encoder that the server has in memory anyway."""
WIDTH = 768
ALIKE = 0.6
"""Cosine from which two questions are one: of our own phrases, pairs this close ask for the same thing or nearly."""
_SCALE = 127.0
_BLOCK = 512


def encode(texts: list[str]) -> np.ndarray:
    """Returns one vector of length one for each text."""
    from bot.nlu.embeddings import encoder_named

    encoder = encoder_named(ENCODER)
    rows = encoder.encode(texts) if len(texts) == 1 else encoder.encode_many(texts)
    return _even(rows[:, :WIDTH])


@lru_cache(maxsize=1)
def tag() -> str:
    """Names the encoder: vectors of two different ones cannot be compared."""
    from bot.nlu.embeddings import encoder_named

    encoder = encoder_named(ENCODER)
    return f"{ENCODER}-{getattr(encoder, 'graph', '')}"


def pack(vector: np.ndarray) -> str:
    """Returns a vector as text, in a quarter of its size; what is lost is below what the encoder rounds away."""
    scaled = np.round(vector / max(float(np.abs(vector).max()), 1e-9) * _SCALE).astype(np.int8)
    return f"{tag()} {base64.b64encode(scaled.tobytes()).decode()}"


def unpack(packed: str | None) -> np.ndarray | None:
    """Returns the vector; None where there is none, or it comes from another encoder."""
    name, _, body = (packed or "").partition(" ")
    if name != tag():
        return None
    return np.frombuffer(base64.b64decode(body), dtype=np.int8)


def leaders(vectors: list[np.ndarray]) -> list[int]:
    """Finds groups: each question joins the likest earlier question that leads a group, or else leads its own.

    What comes later never moves what was there, so a group keeps its leader. The work is matrix products.

    Args:
        vectors: In the order in which the questions came.

    Returns:
        For each question the place of its group's leader.
    """
    if not vectors:
        return []
    rows = _even(np.stack(vectors))
    found: list[int] = []
    places = np.zeros(0, dtype=np.int64)
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        best, near = np.zeros(len(block), dtype=np.int64), np.full(len(block), -1.0, dtype=np.float32)
        if len(places):
            likeness = block @ rows[places].T
            best, near = places[likeness.argmax(axis=1)], likeness.max(axis=1)
        within = block @ block.T
        fresh: list[int] = []
        for i in range(len(block)):
            leader, likest = int(best[i]), float(near[i])
            if fresh:
                closest = int(within[i, fresh].argmax())
                if within[i, fresh[closest]] > likest:
                    leader, likest = start + fresh[closest], float(within[i, fresh[closest]])
            if likest < ALIKE:
                leader = start + i
                fresh.append(i)
            found.append(leader)
        places = np.concatenate([places, np.array(fresh, dtype=np.int64) + start])
    return found


def _even(rows: np.ndarray) -> np.ndarray:
    rows = rows.astype(np.float32)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
