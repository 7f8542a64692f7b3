"""Pools and reductions."""

import torch
import torch.nn.functional as F

from framework.operator_case import OperatorCases
from framework.randomness import Draws, int64


def pools(cases: OperatorCases) -> None:
    x = Draws("pooling").normal(2, 2, 6, 7)

    def add(name, nodes, expected, opset=13, **rest):
        cases.add(name, nodes, {"x": x}, expected=expected, opset=opset, **rest)

    add("max-pool", "y = MaxPool<kernel_shape=[2, 2], strides=[2, 2]>(x)", lambda x: F.max_pool2d(x, 2), 11)
    add(
        "max-pool-pads",
        "y = MaxPool<kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1]>(x)",
        lambda x: F.max_pool2d(x, 3, 2, 1),
    )
    add(
        "max-pool-ceil",
        "y = MaxPool<kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1>(x)",
        lambda x: F.max_pool2d(x, 2, ceil_mode=True),
    )
    add(
        "average-pool",
        "y = AveragePool<kernel_shape=[2, 2], strides=[2, 2]>(x)",
        lambda x: F.avg_pool2d(x, 2),
        11,
    )
    pad = "kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1]"
    add(
        "average-pool-without-pads",
        f"y = AveragePool<{pad}>(x)",
        lambda x: F.avg_pool2d(x, 3, 2, 1, count_include_pad=False),
    )
    add(
        "average-pool-with-pads",
        f"y = AveragePool<{pad}, count_include_pad=1>(x)",
        lambda x: F.avg_pool2d(x, 3, 2, 1),
    )
    add(
        "max-pool-same-upper",
        'y = MaxPool<kernel_shape=[3, 3], strides=[2, 2], auto_pad="SAME_UPPER">(x)',
        lambda x: F.max_pool2d(F.pad(x, (1, 1, 0, 1), value=-torch.inf), 3, 2),
    )
    add("global-average-pool", "y = GlobalAveragePool(x)", lambda x: x.mean((2, 3), keepdim=True), 11)
    add("global-max-pool", "y = GlobalMaxPool(x)", lambda x: x.amax((2, 3), keepdim=True))


def reductions(cases: OperatorCases) -> None:
    draws = Draws("reduction")
    x, flat = draws.normal(2, 3, 2, 4), draws.normal(3, 6)

    def add(name, nodes, expected, value=x, constants=None, opset=13, **rest):
        cases.add(name, nodes, {"x": value}, constants, expected=expected, opset=opset, **rest)

    space = {"axes": int64(2, 3)}
    channel = {"axes": int64(1)}
    add(
        "reduce-mean-space",
        "y = ReduceMean<axes=[2, 3]>(x)",
        lambda x: x.mean((2, 3), keepdim=True),
        opset=11,
    )
    add(
        "reduce-mean-space-squeezed", "y = ReduceMean<axes=[-1, -2], keepdims=0>(x)", lambda x: x.mean((2, 3))
    )
    add("reduce-mean-channels", "y = ReduceMean<axes=[1], keepdims=1>(x)", lambda x: x.mean(1, keepdim=True))
    add("reduce-mean-channels-squeezed", "y = ReduceMean<axes=[1], keepdims=0>(x)", lambda x: x.mean(1))
    add(
        "reduce-mean-18",
        "y = ReduceMean(x, axes)",
        lambda x: x.mean((2, 3), keepdim=True),
        constants=space,
        opset=18,
    )
    add("reduce-mean-vectors", "y = ReduceMean<axes=[1]>(x)", lambda x: x.mean(1, keepdim=True), flat)
    add("reduce-sum-11", "y = ReduceSum<axes=[1]>(x)", lambda x: x.sum(1, keepdim=True), opset=11)
    add("reduce-sum-13", "y = ReduceSum(x, axes)", lambda x: x.sum(1, keepdim=True), constants=channel)
    add("reduce-sum-squeezed", "y = ReduceSum<keepdims=0>(x, axes)", lambda x: x.sum((2, 3)), constants=space)
    add("reduce-max", "y = ReduceMax<axes=[2, 3], keepdims=0>(x)", lambda x: x.amax((2, 3)))
    add(
        "reduce-max-18",
        "y = ReduceMax(x, axes)",
        lambda x: x.amax(1, keepdim=True),
        constants=channel,
        opset=18,
    )
    add("reduce-min", "y = ReduceMin<axes=[1]>(x)", lambda x: x.amin(1, keepdim=True))
    add("reduce-l2", "y = ReduceL2<axes=[1]>(x)", lambda x: x.norm(dim=1, keepdim=True))
    add("reduce-l2-18", "y = ReduceL2<keepdims=0>(x, axes)", lambda x: x.norm(dim=1), flat, channel, 18)
    add("reduce-sum-square", "y = ReduceSumSquare<axes=[1]>(x)", lambda x: (x**2).sum(1, keepdim=True))
    add("reduce-prod", "y = ReduceProd<axes=[1]>(x)", lambda x: x.prod(1, keepdim=True))


def pooling(cases: OperatorCases) -> None:
    pools(cases)
    reductions(cases)
