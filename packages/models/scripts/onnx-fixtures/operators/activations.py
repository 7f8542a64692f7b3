"""Functions of one value, and softmax."""

import numpy as np
import torch
import torch.nn.functional as F

from framework.operator_case import OperatorCases
from framework.randomness import Draws, float32, scalar

tensor = torch.from_numpy


def elementwise(cases: OperatorCases) -> None:
    # Values on both sides of every knee, zero among them, and far out.
    x = np.concatenate(
        [Draws("activations").normal(2, 14, scale=2), float32(0, 0, -9, 9).reshape(2, 2)], axis=1
    ).reshape(2, 2, 4, 2)
    p = float32(0.1, 0.7).reshape(2, 1, 1)

    def add(name, nodes, expected, constants=None, opset=13):
        cases.add(name, nodes, {"x": x}, constants, expected=expected, opset=opset)

    add("relu", "y = Relu(x)", F.relu, opset=11)
    add("leaky-relu", "y = LeakyRelu<alpha=0.2>(x)", lambda x: F.leaky_relu(x, 0.2), opset=11)
    add("leaky-relu-default", "y = LeakyRelu(x)", lambda x: F.leaky_relu(x, 0.01), opset=16)
    add("prelu-channels", "y = PRelu(x, p)", lambda x: F.prelu(x, tensor(p.reshape(2))), {"p": p}, opset=11)
    add(
        "prelu-scalar",
        "y = PRelu(x, p)",
        lambda x: F.prelu(x, tensor(p[:1].reshape(1))),
        {"p": p[:1]},
        opset=16,
    )
    add("elu", "y = Elu<alpha=0.7>(x)", lambda x: F.elu(x, 0.7))
    add("selu", "y = Selu(x)", F.selu)
    add("celu", "y = Celu<alpha=0.7>(x)", lambda x: F.celu(x, 0.7))
    add("gelu", "y = Gelu(x)", F.gelu, opset=20)
    add("gelu-tanh", 'y = Gelu<approximate="tanh">(x)', lambda x: F.gelu(x, approximate="tanh"), opset=20)
    add("sigmoid", "y = Sigmoid(x)", torch.sigmoid, opset=11)
    add("hard-sigmoid", "y = HardSigmoid<alpha=0.16666667, beta=0.5>(x)", F.hardsigmoid)
    add("hard-sigmoid-default", "y = HardSigmoid(x)", lambda x: (0.2 * x + 0.5).clamp(0, 1))
    add("hard-swish", "y = HardSwish(x)", F.hardswish, opset=14)
    add("mish", "y = Mish(x)", F.mish, opset=18)
    add("silu", "s = Sigmoid(x) y = Mul(x, s)", F.silu)
    add("softplus", "y = Softplus(x)", F.softplus)
    add("softsign", "y = Softsign(x)", F.softsign)
    add("thresholded-relu", "y = ThresholdedRelu<alpha=0.6>(x)", lambda x: F.threshold(x, 0.6, 0.0))
    add("tanh", "y = Tanh(x)", torch.tanh, opset=11)
    add("erf", "y = Erf(x)", torch.erf)
    add(
        "clip",
        "y = Clip(x, low, high)",
        lambda x: x.clamp(-0.5, 1.25),
        {"low": scalar(-0.5), "high": scalar(1.25)},
        opset=11,
    )
    add("clip-low-only", "y = Clip(x, low)", lambda x: x.clamp(min=-0.5), {"low": scalar(-0.5)})
    add("clip-high-only", "y = Clip(x, , high)", lambda x: x.clamp(max=0.5), {"high": scalar(0.5)})
    add("neg", "y = Neg(x)", torch.neg)
    add("abs", "y = Abs(x)", torch.abs)
    add("exp", "y = Exp(x)", torch.exp)
    add(
        "log", "a = Abs(x) b = Add(a, one) y = Log(b)", lambda x: torch.log(x.abs() + 1), {"one": scalar(1.0)}
    )
    add("sqrt", "a = Abs(x) y = Sqrt(a)", lambda x: x.abs().sqrt())
    add(
        "reciprocal",
        "a = Abs(x) b = Add(a, one) y = Reciprocal(b)",
        lambda x: 1 / (x.abs() + 1),
        {"one": scalar(1.0)},
    )
    add("sin", "y = Sin(x)", torch.sin)
    add("cos", "y = Cos(x)", torch.cos)
    add("floor", "y = Floor(x)", torch.floor)
    add("ceil", "y = Ceil(x)", torch.ceil)
    add("round", "y = Round(x)", torch.round)
    add("sign", "y = Sign(x)", torch.sign)


def softmax(cases: OperatorCases) -> None:
    draws = Draws("softmax")
    flat, image = draws.normal(3, 5), draws.normal(2, 3, 2, 4)
    cases.add(
        "softmax-vectors", "y = Softmax<axis=1>(x)", {"x": flat}, expected=lambda x: x.softmax(1), opset=11
    )
    cases.add("softmax-last", "y = Softmax(x)", {"x": image}, expected=lambda x: x.softmax(-1))
    cases.add("softmax-channels", "y = Softmax<axis=1>(x)", {"x": image}, expected=lambda x: x.softmax(1))
    cases.add("softmax-rows", "y = Softmax<axis=2>(x)", {"x": image}, expected=lambda x: x.softmax(2))
    cases.add(
        "softmax-11-flattens",
        "y = Softmax<axis=1>(x)",
        {"x": image},
        expected=lambda x: x.flatten(1).softmax(1).reshape(x.shape),
        opset=11,
        description="below opset 13 everything from the axis on is one distribution",
    )
    cases.add(
        "softmax-11-last", "y = Softmax<axis=3>(x)", {"x": image}, expected=lambda x: x.softmax(3), opset=11
    )
    cases.add("log-softmax", "y = LogSoftmax<axis=-1>(x)", {"x": flat}, expected=lambda x: x.log_softmax(-1))


def activations(cases: OperatorCases) -> None:
    elementwise(cases)
    softmax(cases)
