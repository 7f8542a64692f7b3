"""Writes one case: the model, its inputs and outputs, and what a reader has to know about them."""

import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

RTOL = 1e-4
ATOL = 1e-5


def run_with_onnx_runtime(
    model: onnx.ModelProto | Path, inputs: dict[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """Outputs by name; graph optimisations are off, so that the file itself is what is checked."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    source = str(model) if isinstance(model, Path) else model.SerializeToString()
    session = onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    return dict(zip(names, session.run(names, inputs)))


def assert_same(
    case: str, expected: dict[str, np.ndarray], got: dict[str, np.ndarray], atol: float = ATOL
) -> None:
    if list(expected) != list(got):
        raise AssertionError(f"{case}: outputs {list(got)}, expected {list(expected)}")
    for name, value in expected.items():
        if got[name].shape != value.shape or got[name].dtype != value.dtype:
            raise AssertionError(
                f"{case}: {name} is {got[name].dtype} {got[name].shape}, expected {value.dtype} {value.shape}"
            )
        np.testing.assert_allclose(got[name], value, rtol=RTOL, atol=atol, err_msg=f"{case}: {name}")


def described(values: list[onnx.ValueInfoProto]) -> list[dict]:
    """Names, element types and shapes as the graph declares them; a symbolic size is its name, an unknown one null."""
    rows = []
    for value in values:
        tensor = value.type.tensor_type
        shape = [
            d.dim_value if d.HasField("dim_value") else (d.dim_param if d.HasField("dim_param") else None)
            for d in tensor.shape.dim
        ]
        dtype = np.dtype(onnx.helper.tensor_dtype_to_np_dtype(tensor.elem_type)).name
        rows.append({"name": value.name, "dtype": dtype, "shape": shape})
    return rows


def inputs_of(model: onnx.ModelProto) -> list[onnx.ValueInfoProto]:
    """The inputs that a caller gives; older files list their weights among them."""
    weights = {weight.name for weight in model.graph.initializer}
    return [value for value in model.graph.input if value.name not in weights]


def operators_of(model: onnx.ModelProto) -> list[str]:
    return sorted({node.op_type for node in model.graph.node})


def opset_of(model: onnx.ModelProto) -> int:
    return next(entry.version for entry in model.opset_import if entry.domain in ("", "ai.onnx"))


def write_json(path: Path, value: dict) -> None:
    """Two-space JSON with short lists on one line, so that a change of a case reads well in a diff."""
    lines = [f"  {json.dumps(key)}: {json.dumps(item, ensure_ascii=False)}" for key, item in value.items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")


def write_case(
    folder: Path,
    *,
    description: str,
    producer: str,
    reference: str,
    model: onnx.ModelProto,
    inputs: dict[str, np.ndarray],
    outputs: dict[str, np.ndarray],
    atol: float = ATOL,
    notes: dict | None = None,
    external: bool = False,
) -> None:
    """`external` keeps the weights beside the model, in model.onnx.data, as exporters do above 2 GB."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "model.onnx"
    if external:
        data = folder / "model.onnx.data"
        data.unlink(missing_ok=True)
        onnx.save_model(model, path, save_as_external_data=True, location=data.name, size_threshold=0)
        data.chmod(0o644)
        assert_same(folder.name, outputs, run_with_onnx_runtime(path, inputs), atol)
    else:
        path.write_bytes(model.SerializeToString(deterministic=True))
    np.savez_compressed(folder / "inputs.npz", **inputs)
    np.savez_compressed(folder / "outputs.npz", **outputs)
    write_json(
        folder / "case.json",
        {
            "name": folder.name,
            "description": description,
            "producer": producer,
            "opset": opset_of(model),
            "reference": reference,
            "inputs": described(inputs_of(model)),
            "outputs": described(list(model.graph.output)),
            "operators": operators_of(model),
            "rtol": RTOL,
            "atol": atol,
            **(notes or {}),
        },
    )
