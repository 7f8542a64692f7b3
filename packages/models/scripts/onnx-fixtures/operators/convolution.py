"""Conv and ConvTranspose."""

import torch
import torch.nn.functional as F

from framework.operator_case import OperatorCases
from framework.randomness import Draws

tensor = torch.from_numpy


def plain(cases: OperatorCases) -> None:
    draws = Draws("convolution")
    x = draws.normal(2, 4, 7, 6)
    w1, w3, w3g, depth, b = (
        draws.normal(3, 4, 1, 1),
        draws.normal(3, 4, 3, 3),
        draws.normal(6, 2, 3, 3),
        draws.normal(8, 1, 3, 3),
        draws.normal(3),
    )
    w23 = draws.normal(3, 4, 2, 3)

    def add(name, attributes, weights, expected, bias=None, **rest):
        constants = {"w": weights, **({} if bias is None else {"b": bias})}
        cases.add(
            name,
            f"y = Conv<{attributes}>(x, w{'' if bias is None else ', b'})",
            {"x": x},
            constants,
            expected=expected,
            **rest,
        )

    add("conv-1x1", "kernel_shape=[1, 1]", w1, lambda x: F.conv2d(x, tensor(w1), tensor(b)), b, opset=11)
    add("conv-3x3", "pads=[1, 1, 1, 1]", w3, lambda x: F.conv2d(x, tensor(w3), tensor(b), padding=1), b)
    add("conv-3x3-no-bias", "kernel_shape=[3, 3]", w3, lambda x: F.conv2d(x, tensor(w3)))
    add("conv-2x3", "pads=[0, 1, 0, 1]", w23, lambda x: F.conv2d(x, tensor(w23), padding=(0, 1)))
    add(
        "conv-stride-2",
        "strides=[2, 2], pads=[1, 1, 1, 1]",
        w3,
        lambda x: F.conv2d(x, tensor(w3), tensor(b), 2, 1),
        b,
    )
    add(
        "conv-stride-2x1",
        "strides=[2, 1], pads=[1, 1, 1, 1]",
        w3,
        lambda x: F.conv2d(x, tensor(w3), None, (2, 1), 1),
    )
    add(
        "conv-asymmetric-pads",
        "strides=[2, 2], pads=[0, 1, 1, 2]",
        w3,
        lambda x: F.conv2d(F.pad(x, (1, 2, 0, 1)), tensor(w3), stride=2),
    )
    add(
        "conv-dilated",
        "dilations=[2, 2], pads=[2, 2, 2, 2]",
        w3,
        lambda x: F.conv2d(x, tensor(w3), tensor(b), 1, 2, 2),
        b,
    )
    add(
        "conv-groups", "group=2, pads=[1, 1, 1, 1]", w3g, lambda x: F.conv2d(x, tensor(w3g), None, 1, 1, 1, 2)
    )
    add(
        "conv-depthwise",
        "group=4, pads=[1, 1, 1, 1]",
        depth[:4],
        lambda x: F.conv2d(x, tensor(depth[:4]), None, 1, 1, 1, 4),
    )
    add(
        "conv-depthwise-multiplier-2",
        "group=4, pads=[1, 1, 1, 1]",
        depth,
        lambda x: F.conv2d(x, tensor(depth), None, 1, 1, 1, 4),
    )
    add(
        "conv-depthwise-stride-2",
        "group=4, strides=[2, 2], pads=[1, 1, 1, 1]",
        depth[:4],
        lambda x: F.conv2d(x, tensor(depth[:4]), None, 2, 1, 1, 4),
    )
    # 7 rows and 6 columns at stride 2 need 2 and 1 rows of zeros: the odd one goes below or above.
    add(
        "conv-same-upper",
        'auto_pad="SAME_UPPER", strides=[2, 2]',
        w3,
        lambda x: F.conv2d(F.pad(x, (0, 1, 1, 1)), tensor(w3), stride=2),
    )
    add(
        "conv-same-lower",
        'auto_pad="SAME_LOWER", strides=[2, 2]',
        w3,
        lambda x: F.conv2d(F.pad(x, (1, 0, 1, 1)), tensor(w3), stride=2),
    )
    add("conv-valid", 'auto_pad="VALID"', w3, lambda x: F.conv2d(x, tensor(w3)))
    line, wl = draws.normal(2, 3, 10), draws.normal(4, 3, 3)
    cases.add(
        "conv-1d",
        "y = Conv<pads=[1, 1]>(x, w)",
        {"x": line},
        {"w": wl},
        expected=lambda x: F.conv1d(x, tensor(wl), padding=1),
        description="convolution over one axis: outside what generators of images need; may be refused by name",
    )


def transposed(cases: OperatorCases) -> None:
    draws = Draws("transposed convolution")
    x, b = draws.normal(2, 4, 5, 4), draws.normal(3)
    weights = {size: draws.normal(4, 3, size, size) for size in (1, 2, 3, 4, 5, 7)}

    def add(name, attributes, size, bias=False, pad=None, **torch_arguments):
        constants = {"w": weights[size], **({"b": b} if bias else {})}
        cases.add(
            name,
            f"y = ConvTranspose<{attributes}>(x, w{', b' if bias else ''})",
            {"x": x},
            constants,
            expected=lambda x: F.conv_transpose2d(
                x, tensor(weights[size]), tensor(b) if bias else None, **torch_arguments
            )[pad or ...],
            opset=11 if bias else 13,
        )

    add("conv-transpose-1x1", "kernel_shape=[1, 1]", 1)
    add("conv-transpose-3x3-stride-1", "pads=[1, 1, 1, 1]", 3, True, padding=1)
    add(
        "conv-transpose-3x3-stride-2",
        "strides=[2, 2], pads=[1, 1, 1, 1], output_padding=[1, 1]",
        3,
        stride=2,
        padding=1,
        output_padding=1,
    )
    add("conv-transpose-3x3-stride-2-odd", "strides=[2, 2], pads=[1, 1, 1, 1]", 3, stride=2, padding=1)
    add("conv-transpose-2x2-stride-2", "strides=[2, 2]", 2, True, stride=2)
    add("conv-transpose-4x4-stride-1", "kernel_shape=[4, 4]", 4)
    add("conv-transpose-4x4-stride-2", "strides=[2, 2], pads=[1, 1, 1, 1]", 4, True, stride=2, padding=1)
    add("conv-transpose-4x4-stride-2-no-pads", "strides=[2, 2]", 4, stride=2)
    add(
        "conv-transpose-5x5-stride-2",
        "strides=[2, 2], pads=[2, 2, 2, 2], output_padding=[1, 1]",
        5,
        True,
        stride=2,
        padding=2,
        output_padding=1,
    )
    add("conv-transpose-7x7-stride-1", "kernel_shape=[7, 7]", 7)
    add("conv-transpose-3x3-stride-3", "strides=[3, 3]", 3, stride=3)
    add("conv-transpose-2x2-stride-3", "strides=[3, 3], output_padding=[1, 1]", 2, stride=3, output_padding=1)
    add("conv-transpose-stride-2x1", "strides=[2, 1], pads=[1, 1, 1, 1]", 4, stride=(2, 1), padding=1)
    add("conv-transpose-dilated", "dilations=[2, 2], pads=[2, 2, 2, 2]", 3, dilation=2, padding=2)
    everything, rows, columns = slice(None), slice(0, -1), slice(1, -2)
    add(
        "conv-transpose-asymmetric-pads",
        "strides=[2, 2], pads=[0, 1, 1, 2]",
        4,
        pad=(everything, everything, rows, columns),
        stride=2,
    )
    # output_shape fixes the pads: 12 − 10 = 2 rows and 10 − 8 = 2 columns too many, shared by both sides.
    add("conv-transpose-output-shape", "strides=[2, 2], output_shape=[10, 8]", 4, stride=2, padding=1)
    # 11 − 10: the odd row is cut off at the beginning, unless auto_pad says SAME_UPPER.
    add(
        "conv-transpose-output-shape-odd",
        "strides=[2, 2], output_shape=[10, 8]",
        3,
        pad=(everything, everything, slice(1, None), slice(1, None)),
        stride=2,
    )
    add("conv-transpose-same-upper", 'strides=[2, 2], auto_pad="SAME_UPPER"', 4, stride=2, padding=1)
    grouped = draws.normal(4, 3, 4, 4)
    cases.add(
        "conv-transpose-groups",
        "y = ConvTranspose<group=2, strides=[2, 2], pads=[1, 1, 1, 1]>(x, w)",
        {"x": x},
        {"w": grouped},
        expected=lambda x: F.conv_transpose2d(x, tensor(grouped), None, 2, 1, 0, 2),
    )
    depth = draws.normal(4, 1, 4, 4)
    cases.add(
        "conv-transpose-depthwise",
        "y = ConvTranspose<group=4, strides=[2, 2], pads=[1, 1, 1, 1]>(x, w)",
        {"x": x},
        {"w": depth},
        expected=lambda x: F.conv_transpose2d(x, tensor(depth), None, 2, 1, 0, 4),
    )


def convolution(cases: OperatorCases) -> None:
    plain(cases)
    transposed(cases)
