"""all-MiniLM-L6-v2 as an ONNX graph: BERT, six layers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto

from bot.nlu.embeddings.onnx_graph import STATES, GraphWriter
from bot.nlu.embeddings.session import session_of

LAYERS, HEADS, WIDTH = 6, 12, 384
MIDDLE = 3  # of 0 to 5: measured best beside the last
_EPSILON = 1e-12


def write_graph(safetensors: Path) -> onnx.ModelProto:
    """The float model: token ids in, each token's states in the last and the middle layer out."""
    w = GraphWriter(safetensors, _EPSILON)
    # One segment only, so its embedding is a constant that the positions can carry.
    shift = w.weights["embeddings.token_type_embeddings.weight"][0]
    hidden = middle = w.embed(w.weights["embeddings.position_embeddings.weight"] + shift)
    for i in range(LAYERS):
        hidden = _layer(w, hidden, f"encoder.layer.{i}")
        middle = hidden if i == MIDDLE else middle
    w.node("Concat", [hidden, middle], STATES, axis=2)
    inputs = {"ids": (TensorProto.INT64, ["texts", "tokens"])}
    return w.model("minilm", inputs, {STATES: ["texts", "tokens", 2 * WIDTH]})


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


def centre_of(model: onnx.ModelProto, ids: list[list[int]]) -> np.ndarray:
    """For `pooled`: the middle layer's mean over single words, zero for the last layer."""
    session = session_of(model.SerializeToString())
    rows = [session.run(None, {"ids": np.array([one], dtype=np.int64)})[0][0, :, WIDTH:].mean(axis=0) for one in ids]
    return np.stack([np.zeros(WIDTH), np.mean(rows, axis=0)]).astype(np.float32)
