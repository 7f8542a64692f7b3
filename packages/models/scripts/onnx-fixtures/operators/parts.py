"""Parts of a tensor and more around it: concatenate, split, slice, pad."""

import torch
import torch.nn.functional as F

from framework.operator_case import OperatorCases
from framework.randomness import Draws, int64, scalar

tensor = torch.from_numpy


def parts(cases: OperatorCases) -> None:
    draws = Draws("parts")
    x, other, flat = draws.normal(2, 6, 3, 4), draws.normal(2, 2, 3, 4), draws.normal(3, 7)
    cases.add(
        "concat-channels",
        "y = Concat<axis=1>(a, b)",
        {"a": x, "b": other},
        expected=lambda a, b: torch.cat([a, b], 1),
        opset=11,
    )
    cases.add(
        "concat-features",
        "y = Concat<axis=-1>(a, b)",
        {"a": flat, "b": flat[:, :3].copy()},
        expected=lambda a, b: torch.cat([a, b], 1),
    )
    cases.add(
        "concat-rows", "y = Concat<axis=2>(a, a)", {"a": other}, expected=lambda a: torch.cat([a, a], 2)
    )
    cases.add(
        "concat-columns", "y = Concat<axis=-1>(a, a)", {"a": other}, expected=lambda a: torch.cat([a, a], 3)
    )
    two = {"p": "float32", "q": "float32"}
    cases.add(
        "split-equal",
        "p, q = Split<axis=1>(x)",
        {"x": x},
        expected=lambda x: x.split(3, 1),
        outputs=two,
        opset=11,
    )
    cases.add(
        "split-11",
        "p, q = Split<axis=1, split=[2, 4]>(x)",
        {"x": x},
        expected=lambda x: x.split([2, 4], 1),
        outputs=two,
        opset=11,
    )
    cases.add(
        "split-13",
        "p, q = Split<axis=1>(x, sizes)",
        {"x": x},
        {"sizes": int64(1, 5)},
        expected=lambda x: x.split([1, 5], 1),
        outputs=two,
    )
    cases.add(
        "split-18",
        "p, q = Split<axis=1, num_outputs=2>(x)",
        {"x": flat},
        expected=lambda x: x.split([4, 3], 1),
        outputs=two,
        opset=18,
        description="seven features in two: 4 and 3",
    )
    cases.add(
        "split-columns",
        "p, q = Split<axis=-1>(x, sizes)",
        {"x": x},
        {"sizes": int64(1, 3)},
        expected=lambda x: x.split([1, 3], 3),
        outputs=two,
    )

    def cut(name, value, starts, ends, axes, steps, expected, **rest):
        constants = {
            "starts": int64(*starts),
            "ends": int64(*ends),
            "axes": int64(*axes),
            "steps": int64(*steps),
        }
        cases.add(
            name,
            "y = Slice(x, starts, ends, axes, steps)",
            {"x": value},
            constants,
            expected=expected,
            **rest,
        )

    cut("slice-channels", x, (1,), (4,), (1,), (1,), lambda x: x[:, 1:4], opset=11)
    cut(
        "slice-features",
        flat,
        (2,),
        (2**63 - 1,),
        (1,),
        (1,),
        lambda x: x[:, 2:],
        description="to the end: the largest int64",
    )
    cut("slice-window", x, (1, 0), (3, -1), (2, 3), (1, 1), lambda x: x[:, :, 1:3, :-1])
    cut("slice-steps", x, (0, 1), (4, 5), (2, 3), (2, 2), lambda x: x[:, :, ::2, 1::2])
    cut("slice-negative", x, (-3,), (-1,), (-3,), (1,), lambda x: x[:, -3:-1])
    cut("slice-backwards", x, (-1,), (-(2**63) + 1,), (3,), (-1,), lambda x: x.flip(3))
    cases.add(
        "slice-no-axes",
        "y = Slice(x, starts, ends)",
        {"x": x},
        {"starts": int64(0, 2), "ends": int64(2**31 - 1, 5)},
        expected=lambda x: x[:, 2:5],
    )
    pads = {"pads": int64(0, 0, 1, 2, 0, 0, 2, 1)}
    around = (2, 1, 1, 2)
    cases.add(
        "pad-constant",
        "y = Pad(x, pads, value)",
        {"x": x},
        {**pads, "value": scalar(0.5)},
        expected=lambda x: F.pad(x, around, value=0.5),
        opset=11,
    )
    cases.add("pad-zeros", "y = Pad(x, pads)", {"x": x}, pads, expected=lambda x: F.pad(x, around))
    cases.add(
        "pad-channels",
        "y = Pad(x, pads)",
        {"x": x},
        {"pads": int64(0, 1, 0, 0, 0, 2, 0, 0)},
        expected=lambda x: F.pad(x, (0, 0, 0, 0, 1, 2)),
    )
    cases.add(
        "pad-reflect",
        'y = Pad<mode="reflect">(x, pads)',
        {"x": x},
        pads,
        expected=lambda x: F.pad(x, around, "reflect"),
    )
    cases.add(
        "pad-edge",
        'y = Pad<mode="edge">(x, pads)',
        {"x": x},
        pads,
        expected=lambda x: F.pad(x, around, "replicate"),
    )
    cases.add(
        "pad-negative",
        "y = Pad(x, pads)",
        {"x": x},
        {"pads": int64(0, 0, -1, 0, 0, 0, 0, -2)},
        expected=lambda x: x[:, :, 1:, :-2],
    )
    cases.add(
        "pad-axes-18",
        "y = Pad(x, pads, , axes)",
        {"x": x},
        {"pads": int64(1, 1, 1, 1), "axes": int64(2, 3)},
        expected=lambda x: F.pad(x, (1, 1, 1, 1)),
        opset=18,
    )
