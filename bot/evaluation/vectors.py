"""Remembers the vectors of test messages, which never change: scoring a release then costs seconds."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from bot.nlu import embeddings


class Remembering:
    """An encoder that looks a text up before it encodes it; everything else is the encoder's own."""

    def __init__(self, encoder: Any, folder: Path) -> None:
        """Reads what is remembered; a file that cannot be read counts as none.

        Args:
            encoder: Makes the vectors.
            folder: Where they are kept: digests of texts and vectors, never a text.
        """
        self._encoder, self._file = encoder, folder / f"{encoder.fingerprint()}.npz"
        self._known: dict[str, np.ndarray] = {}
        self._new: dict[str, np.ndarray] = {}
        try:
            with np.load(self._file, allow_pickle=False) as held:
                parts = np.split(held["rows"], np.cumsum(held["counts"])[:-1])
                self._known = dict(zip(held["keys"].tolist(), parts, strict=True))
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            pass

    def __getattr__(self, name: str) -> Any:
        """Passes on what is not remembered."""
        return getattr(self._encoder, name)

    def encode(self, texts: list[str]) -> np.ndarray:
        """One row for each text, as the encoder would make it."""
        return np.concatenate([self.encode_parts(text, ()) for text in texts]) if texts else self._encoder.encode(texts)

    def encode_parts(self, text: str, spans: Sequence[tuple[int, int]]) -> np.ndarray:
        """A row for the text and one for each span, as the encoder would make them."""
        key = hashlib.sha256(repr((text, [list(span) for span in spans])).encode()).hexdigest()[:32]
        if key not in self._known:
            self.add({key: self._encoder.encode_parts(text, spans)})
        return self._known[key]

    def fresh(self) -> dict[str, np.ndarray]:
        """Returns the vectors that are new since the file was read."""
        return self._new

    def add(self, vectors: dict[str, np.ndarray]) -> None:
        """Takes vectors, such as those that another process made."""
        self._known |= vectors
        self._new |= vectors

    def keep(self) -> None:
        """Writes what is new; without space for it the next scoring encodes again."""
        if not self._new:
            return
        part = self._file.with_name(f"{self._file.stem}.{os.getpid()}.npz")
        try:
            part.parent.mkdir(parents=True, exist_ok=True)
            np.savez(
                part,
                keys=np.array(list(self._known)),
                counts=np.array([len(rows) for rows in self._known.values()]),
                rows=np.concatenate(list(self._known.values())),
            )
            part.replace(self._file)
        except OSError:
            part.unlink(missing_ok=True)


def remember(folder: Path, names: tuple[str, ...] = ("minilm", "mpnet")) -> list[Remembering]:
    """Puts remembering encoders in the place of this process's own. For scoring only: a server meets new texts.

    Args:
        folder: Where vectors are kept.
        names: The encoders.

    Returns:
        The encoders, to `keep` at the end.
    """
    found = []
    for name in names:
        encoder = embeddings.encoder_named(name)
        if not isinstance(encoder, Remembering):
            encoder = Remembering(encoder, folder)
            embeddings._loaded[name] = encoder
        found.append(encoder)
    return found
