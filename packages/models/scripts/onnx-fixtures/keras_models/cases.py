"""Cases that Keras exports itself, with whichever backend it runs on."""

import contextlib
import io
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np
import onnx

from framework.case_folder import assert_same, opset_of, run_with_onnx_runtime, write_case
from framework.traces import without_traces

from .models import MODELS, inputs_of, randomise
from .numbering import renumbered


def exported(model: keras.Model) -> onnx.ModelProto:
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = Path(folder) / "model.onnx"
        with contextlib.redirect_stdout(io.StringIO()):
            model.export(str(path), format="onnx", verbose=False)
        return without_traces(onnx.load(path), keep_metadata=False)


def keras_cases(folder: Path, only: Callable[[str], bool]) -> None:
    backend = keras.backend.backend()
    for name, (description, build) in MODELS.items():
        full = f"{name}.{backend}"
        if not only(full):
            continue
        keras.backend.clear_session()
        model = build()
        randomise(name, model)
        inputs = inputs_of(name)
        result = model(list(inputs.values()) if len(inputs) > 1 else inputs["z"], training=False)
        image = np.ascontiguousarray(keras.ops.convert_to_numpy(result))
        if not image.std(axis=0).mean() > 0.01:
            raise AssertionError(f"{full}: the images hardly vary")
        exchange = exported(model)
        if backend == "tensorflow":
            exchange = renumbered(exchange)
        outputs = {exchange.graph.output[0].name: image}
        assert_same(full, outputs, run_with_onnx_runtime(exchange, inputs))
        one = {key: value[:1] for key, value in inputs.items()}
        assert_same(
            f"{full}, batch 1",
            {key: value[:1] for key, value in outputs.items()},
            run_with_onnx_runtime(exchange, one),
        )
        write_case(
            folder / f"{full}-{opset_of(exchange)}",
            description=description,
            producer=f'keras.Model.export(format="onnx"), backend {backend}',
            reference=f"Keras on {backend}",
            model=exchange,
            inputs=inputs,
            outputs=outputs,
            notes={"layout": "NHWC"},
        )
