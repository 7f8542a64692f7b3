"""Batch, instance, layer and group normalisation."""

import torch
import torch.nn.functional as F

from framework.operator_case import OperatorCases
from framework.randomness import Draws, float32, int64

tensor = torch.from_numpy


def normalisation(cases: OperatorCases) -> None:
    draws = Draws("normalisation")
    x = draws.normal(2, 4, 3, 5)
    scale, bias = draws.uniform(4, low=0.5, high=1.5), draws.normal(4)
    mean, variance = draws.normal(4), draws.uniform(4, low=0.3, high=2.0)
    statistics = {"s": scale, "b": bias, "m": mean, "v": variance}

    def batch(x, epsilon=1e-5):
        return F.batch_norm(
            x, tensor(mean), tensor(variance), tensor(scale), tensor(bias), False, 0.1, epsilon
        )

    cases.add(
        "batch-normalization-11",
        "y = BatchNormalization<epsilon=0.00001, momentum=0.9>(x, s, b, m, v)",
        {"x": x},
        statistics,
        expected=batch,
        opset=11,
    )
    cases.add(
        "batch-normalization-15",
        "y = BatchNormalization<epsilon=0.1>(x, s, b, m, v)",
        {"x": x},
        statistics,
        expected=lambda x: batch(x, 0.1),
        opset=15,
    )
    cases.add(
        "batch-normalization-vectors",
        "y = BatchNormalization(x, s, b, m, v)",
        {"x": draws.normal(3, 4)},
        statistics,
        expected=batch,
        opset=15,
    )

    affine = {"s": scale, "b": bias}
    cases.add(
        "instance-normalization",
        "y = InstanceNormalization<epsilon=0.001>(x, s, b)",
        {"x": x},
        affine,
        expected=lambda x: F.instance_norm(x, weight=tensor(scale), bias=tensor(bias), eps=1e-3),
        opset=11,
    )
    sequence, s5, b5 = draws.normal(2, 3, 5), draws.uniform(5, low=0.5, high=1.5), draws.normal(5)
    cases.add(
        "layer-normalization-last",
        "y = LayerNormalization<axis=-1>(x, s, b)",
        {"x": sequence},
        {"s": s5, "b": b5},
        expected=lambda x: F.layer_norm(x, (5,), tensor(s5), tensor(b5)),
        opset=17,
    )
    cases.add(
        "layer-normalization-vectors",
        "y = LayerNormalization<epsilon=0.01>(x, s, b)",
        {"x": draws.normal(3, 5)},
        {"s": s5, "b": b5},
        expected=lambda x: F.layer_norm(x, (5,), tensor(s5), tensor(b5), 0.01),
        opset=17,
    )
    s_all, b_all = draws.uniform(4, 3, 5, low=0.5, high=1.5), draws.normal(4, 3, 5)
    cases.add(
        "layer-normalization-image",
        "y = LayerNormalization<axis=1>(x, s, b)",
        {"x": x},
        {"s": s_all, "b": b_all},
        expected=lambda x: F.layer_norm(x, (4, 3, 5), tensor(s_all), tensor(b_all)),
        opset=17,
    )
    cases.add(
        "layer-normalization-no-bias",
        "y = LayerNormalization<axis=-1>(x, s)",
        {"x": x},
        {"s": s5},
        expected=lambda x: F.layer_norm(x, (5,), tensor(s5)),
        opset=17,
        description="layer norm over the last axis of an image in ONNX's order: its width",
    )
    grouped = lambda x: F.group_norm(x, 2, tensor(scale), tensor(bias))
    cases.add(
        "group-normalization",
        "y = GroupNormalization<num_groups=2>(x, s, b)",
        {"x": x},
        affine,
        expected=grouped,
        opset=21,
    )
    cases.add(
        "group-normalization-composed",
        "r = Reshape(x, folded) k = InstanceNormalization(r, ones, zeros) t = Shape(x) u = Reshape(k, t) v = Mul(u, s) y = Add(v, b)",
        {"x": x},
        {
            "folded": int64(0, 2, -1),
            "ones": float32(1, 1),
            "zeros": float32(0, 0),
            "s": scale.reshape(4, 1, 1),
            "b": bias.reshape(4, 1, 1),
        },
        expected=grouped,
        description="group norm as PyTorch's exporter of TorchScript writes it",
    )
    cases.add(
        "layer-normalization-composed",
        "m = ReduceMean<axes=[-1]>(x) d = Sub(x, m) q = Pow(d, two) v = ReduceMean<axes=[-1]>(q) "
        "e = Add(v, epsilon) r = Sqrt(e) t = Div(d, r) u = Mul(t, s) y = Add(u, b)",
        {"x": sequence},
        {"two": float32(2).reshape(()), "epsilon": float32(1e-5).reshape(()), "s": s5, "b": b5},
        expected=lambda x: F.layer_norm(x, (5,), tensor(s5), tensor(b5)),
        opset=11,
        description="layer norm as PyTorch writes it below opset 17",
    )
    cases.add(
        "lp-normalization",
        "y = LpNormalization<axis=1, p=2>(x)",
        {"x": x},
        expected=lambda x: F.normalize(x, dim=1),
        description="vectors of channels of length 1",
    )
