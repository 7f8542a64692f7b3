"""Functions of several values with ONNX's broadcasting, comparisons and casts."""

import torch

from framework.operator_case import OperatorCases
from framework.randomness import Draws, int64, scalar

tensor = torch.from_numpy
OPERATIONS = {"Add": torch.add, "Sub": torch.sub, "Mul": torch.mul, "Div": torch.div}


def broadcasting(cases: OperatorCases) -> None:
    draws = Draws("arithmetic")
    x, other = draws.normal(2, 3, 2, 4), draws.uniform(2, 3, 2, 4, low=0.5, high=2)
    channels = draws.uniform(3, 1, 1, low=0.5, high=2)
    style, one_image, width = draws.uniform(2, 3, low=0.5, high=2), draws.normal(1, 3, 2, 4), draws.normal(4)
    mask = draws.normal(2, 1, 2, 4)
    for operator, function in OPERATIONS.items():
        name = operator.lower()
        cases.add(
            f"{name}-images", f"y = {operator}(a, b)", {"a": x, "b": other}, expected=function, opset=11
        )
        cases.add(
            f"{name}-scalar",
            f"y = {operator}(x, c)",
            {"x": x},
            {"c": scalar(1.5)},
            expected=lambda x, f=function: f(x, 1.5),
        )
        cases.add(
            f"{name}-scalar-first",
            f"y = {operator}(c, x)",
            {"x": other},
            {"c": scalar(1.5)},
            expected=lambda x, f=function: f(torch.tensor(1.5), x),
        )
        cases.add(
            f"{name}-channels",
            f"y = {operator}(x, c)",
            {"x": x},
            {"c": channels},
            expected=lambda x, f=function: f(x, tensor(channels)),
        )
        cases.add(
            f"{name}-style",
            f"s = Unsqueeze(style, axes) y = {operator}(x, s)",
            {"x": x, "style": style},
            {"axes": int64(2, 3)},
            expected=lambda x, s, f=function: f(x, s[:, :, None, None]),
            description="[n, c, h, w] with [n, c, 1, 1]",
        )
    cases.add(
        "add-one-image", "y = Add(x, c)", {"x": x}, {"c": one_image}, expected=lambda x: x + tensor(one_image)
    )
    cases.add(
        "add-width",
        "y = Add(x, c)",
        {"x": x},
        {"c": width},
        expected=lambda x: x + tensor(width),
        description="a constant of rank 1 meets the last axis of ONNX's order, the width",
    )
    cases.add(
        "mul-mask",
        "y = Mul(x, m)",
        {"x": x, "m": mask},
        expected=torch.mul,
        description="[n, c, h, w] with [n, 1, h, w]",
    )
    cases.add("mul-vectors", "y = Mul(a, b)", {"a": style, "b": style[::-1].copy()}, expected=torch.mul)
    cases.add("pow", "y = Pow(a, c)", {"a": other}, {"c": scalar(2.5)}, expected=lambda a: a**2.5, opset=11)
    cases.add("pow-square", "y = Pow(x, c)", {"x": x}, {"c": scalar(2.0)}, expected=lambda x: x**2)
    cases.add(
        "pow-channels",
        "y = Pow(a, c)",
        {"a": other},
        {"c": channels},
        expected=lambda a: a ** tensor(channels),
    )
    cases.add("pow-integer-exponent", "y = Pow(x, c)", {"x": x}, {"c": scalar(3)}, expected=lambda x: x**3)
    cases.add("min", "y = Min(a, b)", {"a": x, "b": other}, expected=torch.minimum)
    cases.add(
        "max",
        "y = Max(x, c)",
        {"x": x},
        {"c": channels},
        expected=lambda x: torch.maximum(x, tensor(channels)),
    )
    cases.add(
        "max-three",
        "y = Max(a, b, c)",
        {"a": x, "b": other},
        {"c": scalar(0.25)},
        expected=lambda a, b: torch.maximum(a, b).clamp(min=0.25),
    )
    cases.add(
        "sum",
        "y = Sum(a, b, c)",
        {"a": x, "b": other},
        {"c": channels},
        expected=lambda a, b: a + b + tensor(channels),
    )
    cases.add("mean", "y = Mean(a, b)", {"a": x, "b": other}, expected=lambda a, b: (a + b) / 2)


def logic(cases: OperatorCases) -> None:
    draws = Draws("logic")
    a, b = draws.normal(2, 3, 2, 4), draws.normal(2, 3, 2, 4)
    a[0, 0] = b[0, 0]
    zero = {"zero": scalar(0.0)}
    boolean = {"y": "bool"}
    cases.add("equal", "y = Equal(a, b)", {"a": a, "b": b}, expected=torch.eq, outputs=boolean)
    cases.add("greater", "y = Greater(a, b)", {"a": a, "b": b}, expected=torch.gt, outputs=boolean)
    cases.add("less", "y = Less(x, zero)", {"x": a}, zero, expected=lambda x: x < 0, outputs=boolean)
    cases.add(
        "greater-or-equal", "y = GreaterOrEqual(a, b)", {"a": a, "b": b}, expected=torch.ge, outputs=boolean
    )
    cases.add("less-or-equal", "y = LessOrEqual(a, b)", {"a": a, "b": b}, expected=torch.le, outputs=boolean)
    cases.add(
        "not", "g = Greater(x, zero) y = Not(g)", {"x": a}, zero, expected=lambda x: ~(x > 0), outputs=boolean
    )
    cases.add(
        "and-or",
        "g = Greater(a, b) h = Less(a, zero) i = And(g, h) k = Greater(b, zero) y = Or(i, k)",
        {"a": a, "b": b},
        zero,
        expected=lambda a, b: ((a > b) & (a < 0)) | (b > 0),
        outputs=boolean,
    )
    cases.add(
        "where",
        "g = Greater(a, b) y = Where(g, a, b)",
        {"a": a, "b": b},
        expected=lambda a, b: torch.where(a > b, a, b),
    )
    cases.add(
        "where-scalar", "g = Greater(x, zero) y = Where(g, x, zero)", {"x": a}, zero, expected=torch.relu
    )
    cases.add(
        "cast-bool-to-float",
        "g = Greater(x, zero) y = Cast<to=1>(g)",
        {"x": a},
        zero,
        expected=lambda x: (x > 0).float(),
    )
    labels = draws.integers(4, below=9)
    cases.add("cast-integer-to-float", "y = Cast<to=1>(k)", {"k": labels}, expected=lambda k: k.float())
    # Towards zero, also below it.
    cases.add(
        "cast-float-to-integer",
        "t = Mul(x, ten) y = Cast<to=7>(t)",
        {"x": a},
        {"ten": scalar(10.0)},
        expected=lambda x: (x * 10).long(),
        outputs={"y": "int64"},
    )
    cases.add(
        "mod",
        "y = Mod(k, three)",
        {"k": labels - 4},
        {"three": scalar(3)},
        expected=lambda k: k.remainder(3),
        outputs={"y": "int64"},
    )
    cases.add(
        "mod-fmod", "y = Mod<fmod=1>(x, c)", {"x": a}, {"c": scalar(0.5)}, expected=lambda x: x.fmod(0.5)
    )
    cases.add("identity", "y = Identity(x)", {"x": a}, expected=lambda x: x)
    cases.add("dropout-11", "y = Dropout<ratio=0.5>(x)", {"x": a}, expected=lambda x: x, opset=11)
    cases.add(
        "dropout-13",
        "y = Dropout(x, ratio, training)",
        {"x": a},
        {"ratio": scalar(0.5), "training": torch.tensor(False).numpy()},
        expected=lambda x: x,
    )


def arithmetic(cases: OperatorCases) -> None:
    broadcasting(cases)
    logic(cases)
