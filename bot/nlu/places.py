"""Where our components put things in Rasa's `Message`, and how they read them back.

A featurizer writes the features of the whole message in Rasa's own form, so that any
other component can use them. The features of the single sentences go to a place of
ours: Rasa knows no such thing, and scipy objects for each sentence would cost more
than the whole prediction.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple, Union

import numpy as np
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.message import Message
from scipy.sparse import isspmatrix_csr

SEGMENTS = "segments"  # list of [start, end] character spans
SEGMENT_FEATURES = "segment_features"  # {featurizer: [features of each segment]}
UNDERSTANDING = "understanding"


class SparseRow(NamedTuple):
    """One sparse vector: sorted column numbers and their values."""

    columns: np.ndarray
    values: np.ndarray


Row = Union[np.ndarray, SparseRow]


def digest_of(*paths: Path) -> str:
    """A digest of source files, for `fingerprint_addon`: Rasa's training cache sees a component's class alone."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def parts_of(message: Message) -> list[tuple[int, int]]:
    """The spans of the message's sentences; empty where it has only one."""
    spans = message.get(SEGMENTS) or []
    return [(start, end) for start, end in spans] if len(spans) > 1 else []


def texts_of(message: Message) -> list[str]:
    """The whole message and each of its sentences; [] without text."""
    text = message.get(TEXT)
    return [text, *(text[start:end] for start, end in parts_of(message))] if text else []


def put_segment_features(message: Message, origin: str, rows: list[Row]) -> None:
    """Store one featurizer's rows, in the order of the segments."""
    if rows:
        known = dict(message.get(SEGMENT_FEATURES) or {})
        known[origin] = rows
        message.set(SEGMENT_FEATURES, known)


def rows_of(message: Message) -> list[Row]:
    """The sentence features of the whole message, one row a featurizer, in pipeline order."""
    rows: list[Row] = []
    for feature in message.features:
        if feature.attribute != TEXT or feature.type != FEATURE_TYPE_SENTENCE:
            continue
        matrix = feature.features
        if feature.is_sparse():
            matrix = matrix if isspmatrix_csr(matrix) else matrix.tocsr()
            rows.append(SparseRow(matrix.indices, matrix.data))
        else:
            rows.append(np.asarray(matrix, dtype=np.float32).reshape(-1))
    return rows
