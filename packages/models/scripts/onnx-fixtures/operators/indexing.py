"""Labels, constants and counted values: Gather, OneHot, ArgMax, Range, Constant, ConstantOfShape."""

import numpy as np
import torch
import torch.nn.functional as F

from framework.operator_case import OperatorCases
from framework.randomness import Draws, int64, scalar

tensor = torch.from_numpy


def indexing(cases: OperatorCases) -> None:
    draws = Draws("indexing")
    table, labels = draws.normal(5, 4), np.array([4, 0, 2], dtype=np.int64)
    x, flat = draws.normal(2, 4, 3, 5), draws.normal(3, 6)
    cases.add(
        "gather-embedding",
        "y = Gather(table, k)",
        {"k": labels},
        {"table": table},
        expected=lambda k: F.embedding(k, tensor(table)),
        opset=11,
    )
    cases.add(
        "gather-embedding-int32",
        "y = Gather(table, k)",
        {"k": labels.astype(np.int32)},
        {"table": table},
        expected=lambda k: tensor(table)[k],
    )
    cases.add(
        "gather-negative",
        "y = Gather(table, k)",
        {"k": labels - 5},
        {"table": table},
        expected=lambda k: tensor(table)[k + 5],
        description="negative labels count from the end",
    )
    cases.add(
        "gather-column-of-labels",
        "y = Gather(table, k)",
        {"k": labels[:, None].copy()},
        {"table": table},
        expected=lambda k: tensor(table)[k],
        description="labels [n, 1] give [n, 1, 4]",
    )
    cases.add(
        "gather-channels",
        "y = Gather<axis=1>(x, i)",
        {"x": x},
        {"i": int64(2, 0, 2)},
        expected=lambda x: x[:, [2, 0, 2]],
    )
    cases.add(
        "gather-one-channel",
        "y = Gather<axis=1>(x, i)",
        {"x": x},
        {"i": scalar(2)},
        expected=lambda x: x[:, 2],
        description="a scalar index drops the axis",
    )
    cases.add(
        "gather-features",
        "y = Gather<axis=-1>(x, i)",
        {"x": flat},
        {"i": int64(5, 1)},
        expected=lambda x: x[:, [5, 1]],
    )
    cases.add(
        "one-hot",
        "y = OneHot(k, depth, values)",
        {"k": labels},
        {"depth": scalar(5), "values": np.array([0, 1], np.float32)},
        expected=lambda k: F.one_hot(k, 5).float(),
        opset=11,
    )
    cases.add(
        "one-hot-cast",
        "h = OneHot(k, depth, values) y = Cast<to=1>(h)",
        {"k": labels},
        {"depth": int64(5), "values": int64(0, 1)},
        expected=lambda k: F.one_hot(k, 5).float(),
        description="F.one_hot(k, 5).float() as PyTorch writes it",
    )
    cases.add(
        "one-hot-equal",
        "u = Unsqueeze(k, axes) e = Equal(u, classes) y = Cast<to=1>(e)",
        {"k": labels},
        {"axes": int64(1), "classes": np.arange(5, dtype=np.int64)},
        expected=lambda k: F.one_hot(k, 5).float(),
    )
    integers = {"y": "int64"}
    cases.add(
        "arg-max",
        "y = ArgMax<axis=1, keepdims=0>(x)",
        {"x": flat},
        expected=lambda x: x.argmax(1),
        outputs=integers,
    )
    cases.add(
        "arg-max-channels",
        "y = ArgMax<axis=1>(x)",
        {"x": x},
        expected=lambda x: x.argmax(1, keepdim=True),
        outputs=integers,
    )
    cases.add(
        "constant-scalar",
        "c = Constant<value = float {0.75}>() y = Mul(x, c)",
        {"x": x},
        expected=lambda x: x * 0.75,
        opset=11,
    )
    cases.add(
        "constant-float-attribute",
        "c = Constant<value_float = 0.75>() y = Mul(x, c)",
        {"x": x},
        expected=lambda x: x * 0.75,
    )
    cases.add(
        "constant-ints-attribute",
        "c = Constant<value_ints = [0, -1]>() y = Reshape(x, c)",
        {"x": x},
        expected=lambda x: x.flatten(1),
    )
    cases.add(
        "constant-of-shape",
        "c = ConstantOfShape<value = float[1] {0.5}>(sizes) y = Add(x, c)",
        {"x": x},
        {"sizes": int64(4, 1, 1)},
        expected=lambda x: x + 0.5,
        opset=11,
    )
    cases.add(
        "constant-of-shape-default",
        "c = ConstantOfShape(sizes) y = Max(x, c)",
        {"x": x},
        {"sizes": int64(1, 1, 1)},
        expected=F.relu,
    )
    cases.add(
        "constant-of-shape-batch",
        "s = Shape(x) c = ConstantOfShape<value = float[1] {0.5}>(s) y = Concat<axis=1>(x, c)",
        {"x": x},
        expected=lambda x: torch.cat([x, torch.full_like(x, 0.5)], 1),
        description="torch.full_like(x, .5) beside x",
    )
    cases.add(
        "range",
        "r = Range(start, limit, step) y = Mul(x, r)",
        {"x": x},
        {"start": scalar(0.0), "limit": scalar(2.5), "step": scalar(0.5)},
        expected=lambda x: x * torch.arange(0, 2.5, 0.5),
        description="coordinates along the width",
    )
    cases.add(
        "range-from-shape",
        "s = Shape(x) w = Gather(s, three) r = Range(start, w, step) f = Cast<to=1>(r) y = Add(x, f)",
        {"x": x},
        {"three": scalar(3), "start": scalar(0), "step": scalar(1)},
        expected=lambda x: x + torch.arange(5).float(),
    )
    attention = draws.normal(2, 4, 4)
    cases.add("trilu", "y = Trilu<upper=0>(x)", {"x": attention}, expected=torch.tril, opset=14)
    cases.add(
        "cum-sum", "y = CumSum(x, axis)", {"x": flat}, {"axis": scalar(1)}, expected=lambda x: x.cumsum(1)
    )
