"""Opens ONNX graphs the one way that all encoders do."""

from __future__ import annotations

from typing import Any


def session_of(graph: str | bytes) -> Any:
    """Opens a graph, a file or its bytes, on one thread."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
