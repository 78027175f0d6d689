"""all-mpnet-base-v2 as an ONNX graph: MPNet, twelve layers, in 8-bit integers that stay true to the float model.

A few of its channels are a hundred times larger than the rest, and one 8-bit scale for all of them loses the small
ones: plain quantisation leaves a cosine of 0.88 to the float vectors. Dividing each channel by a power of its size
before a matrix, and multiplying the matrix's row by the same, changes nothing in floats and brings that to 0.992 (the
method: Xiao et al. 2023, SmoothQuant; the migration strength of 0.75 was best of 0.4, 0.5, 0.6 and 0.75).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper

from bot.nlu.embeddings.onnx_graph import STATES, GraphWriter
from bot.nlu.embeddings.session import session_of

LAYERS, HEADS, WIDTH = 12, 12, 768
MIDDLE = 6  # of 0 to 11: measured best beside the last
STRENGTH = 0.75
_EPSILON = 1e-5
_FIRST_PLACE = 2  # the published table begins with two rows for padding
_BUCKETS, _FARTHEST = 32, 128

Sizes = dict[str, np.ndarray]
"""Largest absolute value of each channel that enters a matrix, by the matrix's name."""


class _Mpnet(GraphWriter):
    """The architecture, with or without the channels' sizes evened out."""

    def __init__(self, safetensors: Path, sizes: Sizes | None) -> None:
        super().__init__(safetensors, _EPSILON)
        self._sizes = sizes
        self.entering: dict[str, str] = {}  # what enters each matrix, for measuring the sizes

    def even_linear(self, value: str, weights: list[str], output: str) -> str:
        """Linear layers that share their input, side by side."""
        matrix = np.concatenate([self.weights[w + ".weight"].T for w in weights], axis=1)
        bias = np.concatenate([self.weights[w + ".bias"] for w in weights])
        self.entering[output] = value
        if self._sizes is not None:
            scale = _migration(self._sizes[output], matrix)
            value = self.node("Mul", [value, self.constant(output + ".scale", 1 / scale)], output + ".even")
            matrix = matrix * scale[:, None]
        product = self.node("MatMul", [value, self.constant(output + ".matrix", matrix)], output + ".m")
        return self.node("Add", [product, self.constant(output + ".bias", bias)], output)

    def layer(self, hidden: str, name: str) -> str:
        """One layer: attention with the positions' bias, then the two wide matrices."""
        a = name + ".attention"
        shape = self.constant("heads.shape", np.array([0, 0, HEADS, WIDTH // HEADS], dtype=np.int64))
        whole = self.constant("whole.shape", np.array([0, 0, WIDTH], dtype=np.int64))
        scale = self.constant("score.scale", np.array((WIDTH // HEADS) ** -0.5, dtype=np.float32))
        parts = self.even_linear(hidden, [f"{a}.attn.{p}" for p in "qkv"], a + ".qkv")
        widths = self.constant("qkv.widths", np.array([WIDTH] * 3, dtype=np.int64))
        names = [f"{a}.{p}" for p in "qkv"]
        self.nodes.append(helper.make_node("Split", [parts, widths], names, name=a + ".split", axis=-1))
        heads = {}
        for part in "qkv":
            split = self.node("Reshape", [f"{a}.{part}", shape], f"{a}.{part}.heads")
            order = [0, 2, 3, 1] if part == "k" else [0, 2, 1, 3]
            heads[part] = self.node("Transpose", [split], f"{a}.{part}.turned", perm=order)
        scores = self.node("Mul", [self.node("MatMul", [heads["q"], heads["k"]], a + ".qk"), scale], a + ".scores")
        shares = self.node("Softmax", [self.node("Add", [scores, "bias"], a + ".biased")], a + ".shares", axis=-1)
        mixed = self.node(
            "Transpose", [self.node("MatMul", [shares, heads["v"]], a + ".av")], a + ".back", perm=[0, 2, 1, 3]
        )
        mixed = self.node("Reshape", [mixed, whole], a + ".mixed")
        added = self.node("Add", [self.even_linear(mixed, [a + ".attn.o"], a + ".out"), hidden], a + ".sum")
        hidden = self.norm(added, a + ".LayerNorm", a + ".norm")
        wide = self.gelu(self.even_linear(hidden, [name + ".intermediate.dense"], name + ".wide"), name + ".gelu")
        narrow = self.even_linear(wide, [name + ".output.dense"], name + ".narrow")
        return self.norm(self.node("Add", [narrow, hidden], name + ".sum"), name + ".output.LayerNorm", name + ".norm")


def write_graph(safetensors: Path, sizes: Sizes | None = None, watched: bool = False) -> onnx.ModelProto:
    """The model: token ids and the positions' bias in, each token's states in the last and the middle layer out.

    Args:
        safetensors: The published weights.
        sizes: Channel sizes from `measure`, for a graph that is to be quantised.
        watched: Whether what enters each matrix is put out as well.
    """
    w = _Mpnet(safetensors, sizes)
    hidden = middle = w.embed(w.weights["embeddings.position_embeddings.weight"][_FIRST_PLACE:])
    for i in range(LAYERS):
        hidden = w.layer(hidden, f"encoder.layer.{i}")
        middle = hidden if i == MIDDLE else middle
    w.node("Concat", [hidden, middle], STATES, axis=2)
    inputs = {
        "ids": (TensorProto.INT64, ["texts", "tokens"]),
        "bias": (TensorProto.FLOAT, [1, HEADS, "tokens", "tokens"]),
    }
    outputs: dict[str, object] = {STATES: ["texts", "tokens", 2 * WIDTH]}
    if watched:
        outputs |= {name: None for name in dict.fromkeys(w.entering.values())}
    model = w.model("mpnet", inputs, outputs)
    for output, value in w.entering.items():
        model.metadata_props.add(key=output, value=value)
    return model


def bias_table(safetensors: Path) -> np.ndarray:
    """The published bias for each bucket of distances: (buckets, heads)."""
    return GraphWriter(safetensors, _EPSILON).weights["encoder.relative_attention_bias.weight"]


def position_bias(table: np.ndarray, tokens: int) -> np.ndarray:
    """The bias between all positions: (1, heads, tokens, tokens).

    Near distances have a bucket each, farther ones share buckets that grow with the logarithm (as in T5 and MPNet).
    """
    places = np.arange(tokens)
    behind = places[:, None] - places[None, :]
    half = _BUCKETS // 2
    near = half // 2
    distance = np.abs(behind)
    far = near + (np.log(np.maximum(distance, 1) / near) / np.log(_FARTHEST / near) * (half - near)).astype(np.int64)
    bucket = (behind < 0) * half + np.where(distance < near, distance, np.minimum(far, half - 1))
    return np.ascontiguousarray(table[bucket].transpose(2, 0, 1)[None], dtype=np.float32)


def measure(safetensors: Path, texts: Iterable[list[int]], words: Iterable[list[int]]) -> tuple[Sizes, np.ndarray]:
    """Runs the float model.

    Args:
        safetensors: The published weights.
        texts: Token ids of ordinary texts.
        words: Token ids of single ordinary words.

    Returns:
        How large each channel gets over the texts; and for `pooled` the middle layer's mean over the words, zero for the
        last layer.
    """
    model, table = write_graph(safetensors, watched=True), bias_table(safetensors)
    entering = {prop.key: prop.value for prop in model.metadata_props}
    names = list(dict.fromkeys(entering.values()))
    session = session_of(model.SerializeToString())

    def run(ids: list[int], outputs: list[str]) -> list[np.ndarray]:
        bias = position_bias(table, len(ids))
        return session.run(outputs, {"ids": np.array([ids], dtype=np.int64), "bias": bias})

    largest: dict[str, np.ndarray] = {}
    for ids in texts:
        for name, value in zip(names, run(ids, names), strict=True):
            largest[name] = np.maximum(largest.get(name, 0.0), np.abs(value).max(axis=(0, 1)))
    centre = np.zeros((2, WIDTH), dtype=np.float32)
    centre[1] = np.mean([run(ids, [STATES])[0][0, :, WIDTH:].mean(axis=0) for ids in words], axis=0)
    return {output: largest[value] for output, value in entering.items()}, centre


def _migration(sizes: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    rows = np.maximum(np.abs(matrix).max(axis=1), 1e-5)
    return np.clip(np.maximum(sizes, 1e-5) ** STRENGTH / rows ** (1 - STRENGTH), 1e-3, 1e4).astype(np.float32)
