"""Writes transformer encoders as ONNX graphs, straight from their published weights.

Run once at set-up. Nothing here needs PyTorch: an architecture is a dozen lines of arithmetic repeated layer by layer,
and the weights come as safetensors. The matrices are then stored as 8-bit integers, four times smaller and faster.
"""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

STATES = "states"
"""The output of every graph: (texts, tokens, width)."""


class GraphWriter:
    """Collects nodes and weights.

    Args:
        safetensors: The published weights.
        epsilon: The layer norms' guard against division by zero.
    """

    def __init__(self, safetensors: Path, epsilon: float) -> None:
        found = load_file(str(safetensors))
        self.weights = {k: v.astype(np.float32) for k, v in found.items() if v.dtype.kind == "f"}
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}
        self._epsilon = epsilon

    def constant(self, name: str, value: np.ndarray) -> str:
        """Adds a constant once."""
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def node(self, kind: str, inputs: list[str], output: str, **attributes: object) -> str:
        """Adds a node with one output and returns the output's name."""
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    def linear(self, value: str, weight: str, output: str) -> str:
        """A linear layer of the published weights."""
        matrix = self.constant(weight + ".weight_t", self.weights[weight + ".weight"].T)
        bias = self.constant(weight + ".bias", self.weights[weight + ".bias"])
        return self.node("Add", [self.node("MatMul", [value, matrix], output + ".m"), bias], output)

    def norm(self, value: str, weight: str, output: str) -> str:
        """A layer norm of the published weights."""
        scale = self.constant(weight + ".weight", self.weights[weight + ".weight"])
        shift = self.constant(weight + ".bias", self.weights[weight + ".bias"])
        return self.node("LayerNormalization", [value, scale, shift], output, axis=-1, epsilon=self._epsilon)

    def gelu(self, value: str, output: str) -> str:
        """The activation between a layer's two wide matrices."""
        return self.node("Gelu", [value], output, domain="com.microsoft")

    def embed(self, places: np.ndarray) -> str:
        """Words and their positions, normed.

        Args:
            places: (positions, width), what is added at each position.
        """
        words = self.constant("words", self.weights["embeddings.word_embeddings.weight"])
        table = self.constant("places", places)
        zero, one, two = (self.constant(n, np.array([i], dtype=np.int64)) for i, n in enumerate(("zero", "one", "two")))
        length = self.node("Slice", [self.node("Shape", ["ids"], "shape"), one, two], "length")
        position = self.node("Slice", [table, zero, length, zero], "position")
        value = self.node("Add", [self.node("Gather", [words, "ids"], "word"), position], "embedded")
        return self.norm(value, "embeddings.LayerNorm", "embedded.norm")

    def model(
        self, name: str, inputs: dict[str, tuple[int, list[object]]], outputs: dict[str, object]
    ) -> onnx.ModelProto:
        """Closes the graph.

        Args:
            name: The graph's name.
            inputs: Element type and shape by name.
            outputs: Shape by name; None where it is not known.
        """
        graph = helper.make_graph(
            self.nodes,
            name,
            [helper.make_tensor_value_info(n, kind, shape) for n, (kind, shape) in inputs.items()],
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, shape) for n, shape in outputs.items()],
            list(self.constants.values()),
        )
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=8)


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
    # A hundred lines on the root logger (it does not know the types behind onnxruntime's own operators) help nobody.
    return record.levelno > logging.WARNING
