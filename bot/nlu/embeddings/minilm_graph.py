"""all-MiniLM-L6-v2 as an ONNX graph: BERT, six layers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto

from bot.nlu.embeddings.onnx_graph import GraphWriter

LAYERS, HEADS, WIDTH = 6, 12, 384
MIDDLE = 3  # of 0 to 5: measured best beside the last
_EPSILON = 1e-12


def write_graph(safetensors: Path, centre: np.ndarray | None = None) -> onnx.ModelProto:
    """The float model: token ids in, two vectors of length one (last layer, middle layer) out.

    Args:
        safetensors: the published weights.
        centre: the middle layer's mean over ordinary words. Vectors of a middle layer all
            point much the same way; without that part they tell texts apart.
    """
    w = GraphWriter(safetensors, _EPSILON)
    # One segment only, so its embedding is a constant that the positions can carry.
    shift = w.weights["embeddings.token_type_embeddings.weight"][0]
    hidden = w.embed(w.weights["embeddings.position_embeddings.weight"] + shift)
    for i in range(LAYERS):
        hidden = _layer(w, hidden, f"encoder.layer.{i}")
        if i == MIDDLE:
            mean = w.node("ReduceMean", [hidden], "middle.mean", axes=[1], keepdims=0)
            shift = w.constant("middle.centre", np.zeros(WIDTH, np.float32) if centre is None else centre)
            middle = w.node("Sub", [mean, shift], "middle.centred")
            if centre is not None:
                middle = w.node("LpNormalization", [middle], "middle", axis=1, p=2)
    mean = w.node("ReduceMean", [hidden], "mean", axes=[1], keepdims=0)
    last = w.node("LpNormalization", [mean], "last", axis=1, p=2)
    w.node("Concat", [last, middle], "embedding", axis=1)
    inputs = {"ids": (TensorProto.INT64, ["texts", "tokens"])}
    return w.model("minilm", inputs, {"embedding": ["texts", 2 * WIDTH]})


def _layer(w: GraphWriter, hidden: str, name: str) -> str:
    attention = name + ".attention"
    parts = [f"{attention}.self.{part}" for part in ("query", "key", "value")]
    matrix = np.concatenate([w.weights[p + ".weight"].T for p in parts], axis=1)
    bias = np.concatenate([w.weights[p + ".bias"] for p in parts])
    inputs = [hidden, w.constant(attention + ".qkv", matrix), w.constant(attention + ".qkv.bias", bias)]
    mixed = w.node("Attention", inputs, attention + ".mixed", domain="com.microsoft", num_heads=HEADS)
    mixed = w.linear(mixed, attention + ".output.dense", attention + ".out")
    added = w.node("Add", [mixed, hidden], attention + ".sum")
    hidden = w.norm(added, attention + ".output.LayerNorm", attention + ".norm")
    wide = w.gelu(w.linear(hidden, name + ".intermediate.dense", name + ".wide"), name + ".gelu")
    narrow = w.linear(wide, name + ".output.dense", name + ".narrow")
    return w.norm(w.node("Add", [narrow, hidden], name + ".sum"), name + ".output.LayerNorm", name + ".norm")


def mean_of_words(model: onnx.ModelProto, ids: list[list[int]]) -> np.ndarray:
    """The uncentred middle layer's mean over single words."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    rows = [session.run(None, {"ids": np.array([one], dtype=np.int64)})[0][0, WIDTH:] for one in ids]
    return np.mean(rows, axis=0).astype(np.float32)
