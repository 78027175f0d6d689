"""Vectors of training phrases, kept between trainings.

Staff train again after every edit; nearly all phrases are the same as before. The file
holds digests of the phrases and vectors, never a text, and only of the last training.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from bot.nlu.embeddings import Encoder


def encode_cached(encoder: Encoder, texts: list[str], folder: Path | None, also: Path | None = None) -> np.ndarray:
    """Rows for the texts; only those that the last training had not are encoded.

    Args:
        encoder: who makes the vectors.
        texts: training phrases.
        folder: where the cache stands, or None for no cache.
        also: another one's cache, read and never written: what stands there is not kept twice.

    Returns:
        One row a text.
    """
    width = sum(encoder.blocks)
    if folder is None or not texts:
        return encoder.encode_many(texts) if texts else np.zeros((0, width), dtype=np.float32)
    path = folder / f"{encoder.fingerprint()}.npz"
    keys = [hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32] for text in texts]
    known = _read(path, width)
    theirs = _read(also / path.name, width) if also else {}
    new = sorted({k: text for k, text in zip(keys, texts, strict=False) if k not in known and k not in theirs}.items())
    if new:
        known.update(zip((key for key, _ in new), encoder.encode_many([text for _, text in new]), strict=False))
        _write(path, {key: known[key] for key in sorted(set(keys)) if key in known})
    known = {**theirs, **known}
    return np.stack([known[key] for key in keys])


def _read(path: Path, width: int) -> dict[str, np.ndarray]:
    try:
        with np.load(path, allow_pickle=False) as stored:
            keys, rows = stored["keys"].tolist(), stored["rows"]
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return {}  # none yet, or cut off while writing: encode anew
    return dict(zip(keys, rows, strict=False)) if rows.ndim == 2 and rows.shape[1] == width else {}


def _write(path: Path, known: dict[str, np.ndarray]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.stem}.{os.getpid()}.npz")
    np.savez(part, keys=np.array(list(known)), rows=np.stack(list(known.values())))
    part.replace(path)
