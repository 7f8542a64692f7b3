"""The ways in which a file keeps numbers."""

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper

from framework.operator_case import OperatorCases
from framework.randomness import Draws, int64


def weights(cases: OperatorCases) -> None:
    draws = Draws("weights")
    x, value = draws.normal(2, 4, 3, 5), draws.normal(4, 1, 1)
    shape = [4, 1, 1]

    def cast(name: str, kept: np.ndarray | onnx.TensorProto, description: str) -> None:
        cases.add(
            name,
            "c = Cast<to=1>(w) y = Mul(x, c)",
            {"x": x},
            {"w": kept},
            expected=lambda x: x * torch.from_numpy(value),
            description=description,
        )

    # Multiples of 1/128 between −4 and 4 are exact in float16; bfloat16 needs coarser ones.
    cast("weights-float16", value.astype(np.float16), "weights kept as float16 and cast")
    cast("weights-float64", value.astype(np.float64), "weights kept as float64 and cast")
    halves = value.astype(np.float16).view(np.uint16).flatten().tolist()
    cast(
        "weights-float16-int32-data",
        TensorProto(data_type=TensorProto.FLOAT16, dims=shape, int32_data=halves),
        "float16 as bit patterns in int32_data",
    )
    coarse = (np.round(value * 4) / 4).astype(np.float32)
    bits = (coarse.view(np.uint32) >> 16).astype(np.uint16)
    cases.add(
        "weights-bfloat16",
        "c = Cast<to=1>(w) y = Mul(x, c)",
        {"x": x},
        {"w": helper.make_tensor("w", TensorProto.BFLOAT16, shape, bits.tobytes(), raw=True)},
        expected=lambda x: x * torch.from_numpy(coarse),
        description="weights kept as bfloat16 and cast",
    )
    small = np.array([-3, 0, 1, 127], np.int8).reshape(4, 1, 1)
    cases.add(
        "weights-int8",
        "c = Cast<to=1>(w) y = Mul(x, c)",
        {"x": x},
        {"w": small},
        expected=lambda x: x * torch.from_numpy(small.astype(np.float32)),
    )
    cases.add(
        "weights-float-data",
        "m = Mul(x, w) y = Reshape(m, s)",
        {"x": x},
        {
            "w": helper.make_tensor("w", TensorProto.FLOAT, shape, value.flatten()),
            "s": helper.make_tensor("s", TensorProto.INT64, [2], [0, -1]),
        },
        expected=lambda x: (x * torch.from_numpy(value)).flatten(1),
        description="weights in float_data and sizes in int64_data, not as raw bytes",
    )
    cases.add(
        "weights-unused",
        "y = Relu(x)",
        {"x": x},
        {"left": int64(1, 2, 3)},
        expected=torch.relu,
        description="a weight that nothing reads",
    )
    cases.add(
        "input-unused",
        "y = Relu(x)",
        {"x": x, "label": int64(1, 0)},
        expected=lambda x, label: torch.relu(x),
        description="an input that nothing reads",
    )
    cases.add(
        "output-twice",
        "y = Relu(x) p = Neg(y)",
        {"x": x},
        expected=lambda x: (torch.relu(x), -torch.relu(x)),
        outputs={"y": "float32", "p": "float32"},
        description="an output that another node reads",
    )
