"""Resize and Upsample."""

import numpy as np
import torch.nn.functional as F

from framework.operator_case import OperatorCases
from framework.randomness import Draws, float32, int64


def resizing(cases: OperatorCases) -> None:
    x = Draws("resizing").normal(2, 2, 3, 4)
    twice = {"scales": float32(1, 1, 2, 2)}
    sizes = {"sizes": int64(2, 2, 6, 8)}

    def scaled(name, attributes, expected, constants=twice, opset=13, **rest):
        cases.add(
            name,
            f"y = Resize<{attributes}>(x, , scales)",
            {"x": x},
            constants,
            expected=expected,
            opset=opset,
            **rest,
        )

    nearest = 'mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor"'
    bilinear = 'mode="linear", coordinate_transformation_mode="half_pixel"'
    torch_bilinear = 'mode="linear", coordinate_transformation_mode="pytorch_half_pixel"'
    aligned = 'mode="linear", coordinate_transformation_mode="align_corners"'
    double = lambda x: F.interpolate(x, scale_factor=2)
    scaled("resize-nearest", nearest, double)
    scaled(
        "resize-nearest-half-pixel",
        'mode="nearest"',
        double,
        opset=18,
        description="the defaults: half_pixel, round_prefer_floor",
    )
    scaled(
        "resize-nearest-times-3",
        nearest,
        lambda x: F.interpolate(x, scale_factor=3),
        {"scales": float32(1, 1, 3, 3)},
    )
    scaled(
        "resize-nearest-rows-only",
        nearest,
        lambda x: F.interpolate(x, scale_factor=(2, 1)),
        {"scales": float32(1, 1, 2, 1)},
    )
    scaled(
        "resize-nearest-down",
        nearest,
        lambda x: F.interpolate(x, scale_factor=0.5),
        {"scales": float32(1, 1, 0.5, 0.5)},
    )
    scaled(
        "resize-bilinear-half-pixel", bilinear, lambda x: F.interpolate(x, scale_factor=2, mode="bilinear")
    )
    scaled(
        "resize-bilinear-pytorch-half-pixel",
        torch_bilinear,
        lambda x: F.interpolate(x, scale_factor=2, mode="bilinear"),
    )
    scaled(
        "resize-bilinear-align-corners",
        aligned,
        lambda x: F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=True),
    )
    scaled("resize-bilinear-asymmetric", 'mode="linear", coordinate_transformation_mode="asymmetric"', None)
    cases.add(
        "resize-opset-11",
        f"y = Resize<{nearest}>(x, roi, scales)",
        {"x": x},
        {"roi": np.zeros(0, np.float32), **twice},
        expected=double,
        opset=11,
        description="an empty region of interest, as opset 11 asks for it",
    )

    def sized(name, attributes, expected, constants=sizes, **rest):
        cases.add(
            name,
            f"y = Resize<{attributes}>(x, , , sizes)",
            {"x": x},
            constants,
            expected=expected,
            fixed=True,
            **rest,
        )

    sized("resize-nearest-sizes", nearest, double)
    sized(
        "resize-bilinear-sizes",
        bilinear,
        lambda x: F.interpolate(x, (5, 7), mode="bilinear"),
        {"sizes": int64(2, 2, 5, 7)},
    )
    cases.add(
        "resize-sizes-from-shape",
        f"s = Shape(x) nc = Slice(s, start, end) t = Concat<axis=0>(nc, hw) y = Resize<{bilinear}>(x, , , t)",
        {"x": x},
        {"start": int64(0), "end": int64(2), "hw": int64(6, 8)},
        expected=lambda x: F.interpolate(x, (6, 8), mode="bilinear"),
        description="F.interpolate(x, size) as TorchScript's exporter writes it: number and channels from the shape",
    )
    cases.add(
        "resize-axes-18",
        'y = Resize<mode="linear", axes=[2, 3]>(x, , scales)',
        {"x": x},
        {"scales": float32(2, 2)},
        expected=lambda x: F.interpolate(x, scale_factor=2, mode="bilinear"),
        opset=18,
    )
    cases.add(
        "resize-cubic",
        'y = Resize<mode="cubic", cubic_coeff_a=-0.75, coordinate_transformation_mode="half_pixel">(x, , scales)',
        {"x": x},
        twice,
        expected=lambda x: F.interpolate(x, scale_factor=2, mode="bicubic"),
        description="bicubic: may be refused by name",
    )
    cases.add(
        "upsample-opset-9",
        'y = Upsample<mode="nearest">(x, scales)',
        {"x": x},
        twice,
        expected=double,
        opset=9,
        description="opset 9, below what is promised",
    )
    cases.add(
        "upsample-by-expand",
        "u = Reshape(x, six) e = Expand(u, sizes) y = Reshape(e, four)",
        {"x": x},
        {"six": int64(0, 2, 3, 1, 4, 1), "sizes": int64(1, 2, 3, 2, 4, 2), "four": int64(0, 2, 6, 8)},
        expected=double,
        description="nearest by hand: rank 6, may be refused by name",
    )
