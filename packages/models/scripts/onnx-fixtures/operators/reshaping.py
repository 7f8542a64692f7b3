"""The same values in another shape: reshape, transpose, expand, tile, depth to space."""

import torch
import torch.nn.functional as F

from framework.operator_case import OperatorCases
from framework.randomness import Draws, int64, scalar

tensor = torch.from_numpy


def reshaping(cases: OperatorCases) -> None:
    draws = Draws("reshaping")
    x, flat, sequence = draws.normal(2, 4, 2, 3), draws.normal(3, 12), draws.normal(2, 6, 4)

    def reshape(name, value, sizes, expected, opset=13, **rest):
        cases.add(
            name,
            "y = Reshape(x, sizes)",
            {"x": value},
            {"sizes": int64(*sizes)},
            expected=expected,
            opset=opset,
            **rest,
        )

    reshape("reshape-vector-to-image", flat, (-1, 3, 2, 2), lambda x: x.reshape(-1, 3, 2, 2), 11)
    reshape("reshape-vector-to-pixel", flat, (0, 12, 1, 1), lambda x: x[:, :, None, None])
    reshape("reshape-image-to-vector", x, (0, -1), lambda x: x.flatten(1), 11)
    reshape("reshape-image-to-vector-minus-one", x, (-1, 24), lambda x: x.flatten(1))
    reshape("reshape-image-to-sequence", x, (0, 0, -1), lambda x: x.flatten(2))
    reshape("reshape-sequence-to-image", sequence, (0, 0, 2, 2), lambda x: x.reshape(2, 6, 2, 2))
    reshape("reshape-image-to-image", x, (-1, 2, 4, 3), lambda x: x.reshape(-1, 2, 4, 3))
    reshape(
        "reshape-groups",
        x,
        (0, 2, 2, 2, 3),
        lambda x: x.reshape(2, 2, 2, 2, 3),
        description="rank 5, as channel shuffle has it",
    )
    cases.add(
        "reshape-from-shape",
        "s = Shape(x) g = Gather<axis=0>(s, zero) u = Unsqueeze(g, axes) t = Concat<axis=0>(u, rest) y = Reshape(x, t)",
        {"x": flat},
        {"zero": scalar(0), "axes": int64(0), "rest": int64(3, 2, 2)},
        expected=lambda x: x.reshape(-1, 3, 2, 2),
        description="x.view(x.size(0), 3, 2, 2) as TorchScript's exporter writes it",
    )
    cases.add(
        "reshape-from-shape-slice",
        "s = Shape(x) b = Slice(s, start, end) t = Concat<axis=0>(b, rest) y = Reshape(x, t)",
        {"x": x},
        {"start": int64(0), "end": int64(2), "rest": int64(-1)},
        expected=lambda x: x.flatten(2),
    )
    cases.add(
        "reshape-from-shape-product",
        "s = Shape(x) n = Gather(s, i0) c = Gather(s, i1) h = Gather(s, i2) w = Gather(s, i3) p = Mul(h, w) "
        "un = Unsqueeze(n, axes) uc = Unsqueeze(c, axes) up = Unsqueeze(p, axes) t = Concat<axis=0>(un, uc, up) y = Reshape(x, t)",
        {"x": x},
        {"i0": scalar(0), "i1": scalar(1), "i2": scalar(2), "i3": scalar(3), "axes": int64(0)},
        expected=lambda x: x.flatten(2),
    )
    cases.add(
        "shape-attributes",
        "s = Shape<start=0, end=1>(x) t = Concat<axis=0>(s, rest) y = Reshape(x, t)",
        {"x": x},
        {"rest": int64(24)},
        expected=lambda x: x.flatten(1),
        opset=15,
    )
    cases.add("flatten", "y = Flatten(x)", {"x": x}, expected=lambda x: x.flatten(1), opset=11)
    cases.add("flatten-negative-axis", "y = Flatten<axis=-3>(x)", {"x": x}, expected=lambda x: x.flatten(1))
    thin = draws.normal(2, 5, 1, 1)
    cases.add(
        "squeeze-11", "y = Squeeze<axes=[2, 3]>(x)", {"x": thin}, expected=lambda x: x[:, :, 0, 0], opset=11
    )
    cases.add(
        "squeeze-13",
        "y = Squeeze(x, axes)",
        {"x": thin},
        {"axes": int64(-1, -2)},
        expected=lambda x: x[:, :, 0, 0],
    )
    cases.add(
        "unsqueeze-11",
        "y = Unsqueeze<axes=[2, 3]>(x)",
        {"x": flat},
        expected=lambda x: x[:, :, None, None],
        opset=11,
    )
    cases.add(
        "unsqueeze-13",
        "y = Unsqueeze(x, axes)",
        {"x": flat},
        {"axes": int64(2, 3)},
        expected=lambda x: x[:, :, None, None],
    )
    cases.add(
        "unsqueeze-channel",
        "y = Unsqueeze(x, axes)",
        {"x": sequence},
        {"axes": int64(1)},
        expected=lambda x: x[:, None],
    )
    for perm in [(0, 2, 3, 1), (0, 3, 1, 2), (0, 1, 3, 2), (0, 2, 1, 3)]:
        text = ", ".join(map(str, perm))
        cases.add(
            f"transpose-{''.join(map(str, perm))}",
            f"y = Transpose<perm=[{text}]>(x)",
            {"x": x},
            expected=lambda x, p=perm: x.permute(p),
            opset=11,
        )
    cases.add(
        "transpose-sequence",
        "y = Transpose<perm=[0, 2, 1]>(x)",
        {"x": sequence},
        expected=lambda x: x.transpose(1, 2),
    )
    cases.add(
        "channel-shuffle",
        "r = Reshape(x, five) t = Transpose<perm=[0, 2, 1, 3, 4]>(r) y = Reshape(t, four)",
        {"x": x},
        {"five": int64(0, 2, 2, 2, 3), "four": int64(0, 4, 2, 3)},
        expected=lambda x: F.channel_shuffle(x, 2),
    )
    small, learned = draws.normal(2, 3, 1, 1), draws.normal(1, 4, 2, 3)
    cases.add(
        "expand",
        "y = Expand(x, sizes)",
        {"x": small},
        {"sizes": int64(1, 3, 2, 4)},
        expected=lambda x: x.expand(-1, 3, 2, 4),
        opset=11,
    )
    cases.add(
        "expand-constant-to-batch",
        "s = Shape(x) b = Slice(s, start, end) t = Concat<axis=0>(b, rest) e = Expand(c, t) y = Concat<axis=1>(x, e)",
        {"x": x},
        {"start": int64(0), "end": int64(1), "rest": int64(4, 2, 3), "c": learned},
        expected=lambda x: torch.cat([x, tensor(learned).expand(x.shape[0], -1, -1, -1)], 1),
        description="a learned constant input, as StyleGAN has it",
    )
    cases.add(
        "tile",
        "y = Tile(x, repeats)",
        {"x": x},
        {"repeats": int64(1, 2, 1, 3)},
        expected=lambda x: x.tile(1, 2, 1, 3),
    )
    cases.add(
        "depth-to-space-dcr", "y = DepthToSpace<blocksize=2>(x)", {"x": draws.normal(2, 8, 2, 3)}, opset=11
    )
    cases.add(
        "depth-to-space-crd",
        'y = DepthToSpace<blocksize=2, mode="CRD">(x)',
        {"x": draws.normal(2, 8, 2, 3)},
        expected=lambda x: F.pixel_shuffle(x, 2),
    )
    cases.add("space-to-depth", "y = SpaceToDepth<blocksize=2>(x)", {"x": draws.normal(2, 3, 4, 6)})
