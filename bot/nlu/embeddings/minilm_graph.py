"""Writes all-MiniLM-L6-v2 as an ONNX graph, straight from its published weights.

Run once at set-up. Nothing here needs PyTorch: the architecture is twelve lines of
arithmetic repeated six times, and the weights come as safetensors. The matrices are
then stored as 8-bit integers, which makes the graph four times smaller and faster.
"""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

LAYERS, HEADS, WIDTH = 6, 12, 384
MIDDLE = 3  # of 0 to 5: measured best beside the last
_EPSILON = 1e-12


class _Writer:
    """Collects nodes and weights."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: np.ndarray) -> str:
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def node(self, kind: str, inputs: list[str], output: str, **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    def linear(self, value: str, weight: str, output: str) -> str:
        matrix = self.constant(weight + ".weight_t", self.weights[weight + ".weight"].T)
        bias = self.constant(weight + ".bias", self.weights[weight + ".bias"])
        return self.node("Add", [self.node("MatMul", [value, matrix], output + ".m"), bias], output)

    def norm(self, value: str, weight: str, output: str) -> str:
        scale = self.constant(weight + ".weight", self.weights[weight + ".weight"])
        shift = self.constant(weight + ".bias", self.weights[weight + ".bias"])
        return self.node("LayerNormalization", [value, scale, shift], output, axis=-1, epsilon=_EPSILON)

    def gelu(self, value: str, output: str) -> str:
        return self.node("Gelu", [value], output, domain="com.microsoft")


def write_graph(safetensors: Path, centre: np.ndarray | None = None) -> onnx.ModelProto:
    """The float model: token ids in, two vectors of length one (last layer, middle layer) out.

    Args:
        safetensors: the published weights.
        centre: the middle layer's mean over ordinary words. Vectors of a middle layer all
            point much the same way; without that part they tell texts apart.
    """
    w = _Writer({k: v.astype(np.float32) for k, v in load_file(str(safetensors)).items() if v.dtype.kind == "f"})
    hidden = _embed(w)
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
    graph = helper.make_graph(
        w.nodes,
        "minilm",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "tokens"])],
        [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["texts", 2 * WIDTH])],
        list(w.constants.values()),
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8)


def _embed(w: _Writer) -> str:
    words = w.constant("words", w.weights["embeddings.word_embeddings.weight"])
    # One segment only, so its embedding is a constant that the positions can carry.
    shift = w.weights["embeddings.token_type_embeddings.weight"][0]
    places = w.constant("places", w.weights["embeddings.position_embeddings.weight"] + shift)
    zero, one = w.constant("zero", np.array([0], dtype=np.int64)), w.constant("one", np.array([1], dtype=np.int64))
    two = w.constant("two", np.array([2], dtype=np.int64))
    length = w.node("Slice", [w.node("Shape", ["ids"], "shape"), one, two], "length")
    position = w.node("Slice", [places, zero, length, zero], "position")
    value = w.node("Add", [w.node("Gather", [words, "ids"], "word"), position], "embedded")
    return w.norm(value, "embeddings.LayerNorm", "embedded.norm")


def _layer(w: _Writer, hidden: str, name: str) -> str:
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


def quantise(model: onnx.ModelProto, target: Path) -> None:
    """Stores the matrices as 8-bit integers."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    logging.getLogger().addFilter(_no_chatter)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "float.onnx"
        onnx.save(model, str(source))
        options = {"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT}
        try:
            quantize_dynamic(
                str(source), str(target), weight_type=QuantType.QInt8, per_channel=True, extra_options=options
            )
        finally:
            logging.getLogger().removeFilter(_no_chatter)


def _no_chatter(record: logging.LogRecord) -> bool:
    # A hundred lines at INFO on the root logger say nothing that anyone needs.
    return record.levelno > logging.INFO
