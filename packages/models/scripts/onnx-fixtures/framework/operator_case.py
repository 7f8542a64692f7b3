"""Operator cases: a few nodes in ONNX's text syntax, random inputs, and PyTorch's answer to the same question."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import onnx.parser
import torch
from onnx.reference import ReferenceEvaluator

from .case_folder import assert_same, run_with_onnx_runtime, write_case

# The IR version that came with each opset; older readers look at it.
IR_VERSIONS = {9: 4, 10: 5, 11: 6, 12: 7, 13: 7, 14: 7, 15: 8, 16: 8, 17: 8, 18: 8, 19: 9, 20: 9, 21: 10}
ELEMENT_TYPES = {"float32": "float", "int64": "int64", "int32": "int32", "bool": "bool"}


def graph_text(
    inputs: dict[str, np.ndarray], outputs: dict[str, np.dtype], nodes: str, opset: int, fixed: bool
) -> str:
    def declared(name: str, value: np.ndarray) -> str:
        sizes = [str(size) for size in value.shape]
        if not fixed:
            sizes[0] = "n"
        return f"{ELEMENT_TYPES[value.dtype.name]}[{','.join(sizes)}] {name}"

    given = ", ".join(declared(name, value) for name, value in inputs.items())
    wanted = ", ".join(f"{ELEMENT_TYPES[dtype]} {name}" for name, dtype in outputs.items())
    return (
        f'<ir_version: {IR_VERSIONS[opset]}, opset_import: ["" : {opset}]>\n'
        f"operator ({given}) => ({wanted}) {{ {nodes} }}"
    )


def name_nodes(model: onnx.ModelProto) -> None:
    """Names like those of PyTorch's exporter: /Conv, /Relu, /Relu_1."""
    seen: dict[str, int] = {}
    for node in model.graph.node:
        count = seen.get(node.op_type, 0)
        seen[node.op_type] = count + 1
        node.name = f"/{node.op_type}" + (f"_{count}" if count else "")


def declare_output_shapes(
    model: onnx.ModelProto, first: dict[str, np.ndarray], second: dict[str, np.ndarray]
) -> None:
    """A size that changes with the batch is symbolic, every other one is the number that came out."""
    for value in model.graph.output:
        one, two = first[value.name].shape, second[value.name].shape
        shape = value.type.tensor_type.shape
        for axis, (size, other) in enumerate(zip(one, two)):
            dimension = shape.dim.add()
            if size == other:
                dimension.dim_value = size
            else:
                dimension.dim_param = "n" if axis == 0 else f"{value.name}_{axis}"


class OperatorCases:
    """Collects into one folder; `add` writes a case or raises where two answers differ."""

    def __init__(self, folder: Path, only: Callable[[str], bool]):
        self.folder = folder
        self.only = only

    def add(
        self,
        name: str,
        nodes: str,
        inputs: dict[str, np.ndarray],
        constants: dict[str, np.ndarray | onnx.TensorProto] | None = None,
        *,
        expected: Callable[..., torch.Tensor | tuple[torch.Tensor, ...]] | None = None,
        outputs: dict[str, str] | None = None,
        opset: int = 13,
        description: str = "",
        fixed: bool = False,
        atol: float = 1e-5,
    ) -> None:
        """`expected` takes the inputs as tensors; without it the answer is that of ONNX's reference evaluator."""
        if not self.only(name):
            return
        wanted = outputs or {"y": "float32"}
        model = onnx.parser.parse_model(graph_text(inputs, wanted, nodes, opset, fixed))
        name_nodes(model)
        for key, value in (constants or {}).items():
            tensor = (
                value
                if isinstance(value, onnx.TensorProto)
                else onnx.numpy_helper.from_array(np.asarray(value))
            )
            tensor.name = key
            model.graph.initializer.append(tensor)
        got = run_with_onnx_runtime(model, inputs)
        smaller = got if fixed else run_with_onnx_runtime(model, {k: v[:1] for k, v in inputs.items()})
        declare_output_shapes(model, got, smaller)
        onnx.checker.check_model(model, full_check=True)
        if expected is None:
            answer = dict(zip(wanted, ReferenceEvaluator(model).run(list(wanted), inputs)))
        else:
            result = expected(*(torch.from_numpy(value) for value in inputs.values()))
            tensors = result if isinstance(result, tuple) else (result,)
            answer = dict(zip(wanted, (tensor.detach().numpy() for tensor in tensors), strict=True))
        answer = {key: np.ascontiguousarray(value) for key, value in answer.items()}
        assert_same(name, answer, got, atol)
        write_case(
            self.folder / name,
            description=description or nodes,
            producer="onnx.parser",
            reference="PyTorch" if expected else "onnx.reference",
            model=model,
            inputs=inputs,
            outputs=answer,
            atol=atol,
            notes={"fixedBatch": inputs[next(iter(inputs))].shape[0]} if fixed else None,
        )
