"""Files that must be refused: what is wrong with each, and the words that the message must contain."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import onnx.parser
import onnxruntime

from .case_folder import write_json
from .randomness import Draws


def parsed(
    nodes: str,
    *,
    opset: int = 13,
    inputs: str = "float[n, 4] z",
    outputs: str = "float y",
    imports: str = "",
    constants: dict[str, np.ndarray] | None = None,
    functions: str = "",
) -> onnx.ModelProto:
    """A model from ONNX's text syntax; nodes are named /Operator_index."""
    text = f'<ir_version: 8, opset_import: ["" : {opset}{imports}]>\ngraph ({inputs}) => ({outputs}) {{ {nodes} }}\n{functions}'
    model = onnx.parser.parse_model(text)
    # The text says `float y` for a scalar; what is meant is any shape.
    for value in model.graph.output:
        value.type.tensor_type.ClearField("shape")
    for index, node in enumerate(model.graph.node):
        node.name = f"/{node.op_type}_{index}"
    for name, value in (constants or {}).items():
        model.graph.initializer.append(onnx.numpy_helper.from_array(np.asarray(value), name))
    return model


def small_generator() -> onnx.ModelProto:
    """A sound model for what is then damaged."""
    draws = Draws("refused")
    return parsed(
        "h = Gemm(z, w, b) r = Reshape(h, sizes) y = Tanh(r)",
        constants={"w": draws.normal(4, 16), "b": draws.normal(16), "sizes": np.array([-1, 1, 4, 4])},
    )


class RefusedCases:
    def __init__(self, folder: Path, only: Callable[[str], bool]):
        self.folder = folder
        self.only = only

    def add(
        self,
        name: str,
        model: onnx.ModelProto | bytes,
        wrong: str,
        says: list[str],
        *,
        sound: bool = False,
        files: dict[str, bytes] | None = None,
    ) -> None:
        """`sound`: a right ONNX model, which ONNX Runtime opens, and which is refused for what it asks."""
        if not self.only(name):
            return
        content = model if isinstance(model, bytes) else model.SerializeToString(deterministic=True)
        if sound:
            options = onnxruntime.SessionOptions()
            options.log_severity_level = 3
            onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
        folder = self.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "model.onnx").write_bytes(content)
        for file, data in (files or {}).items():
            (folder / file).write_bytes(data)
        write_json(
            folder / "case.json", {"name": name, "wrong": wrong, "messageContains": says, "soundOnnx": sound}
        )
