"""What only moves values: reshape, transpose, concatenate, split, slice, pad and their kin."""

import torch
import torch.nn.functional as F

from framework.operator_case import OperatorCases
from framework.randomness import Draws, int64, scalar

tensor = torch.from_numpy


def reshaping(cases: OperatorCases) -> None:
    draws = Draws("reshaping")
    x, flat, sequence = draws.normal(2, 4, 2, 3), draws.normal(3, 12), draws.normal(2, 6, 4)

    def reshape(name, value, sizes, expected, opset=13, **rest):
        cases.add(name, "y = Reshape(x, sizes)", {"x": value}, {"sizes": int64(*sizes)}, expected=expected, opset=opset, **rest)

    reshape("reshape-vector-to-image", flat, (-1, 3, 2, 2), lambda x: x.reshape(-1, 3, 2, 2), 11)
    reshape("reshape-vector-to-pixel", flat, (0, 12, 1, 1), lambda x: x[:, :, None, None])
    reshape("reshape-image-to-vector", x, (0, -1), lambda x: x.flatten(1), 11)
    reshape("reshape-image-to-vector-minus-one", x, (-1, 24), lambda x: x.flatten(1))
    reshape("reshape-image-to-sequence", x, (0, 0, -1), lambda x: x.flatten(2))
    reshape("reshape-sequence-to-image", sequence, (0, 0, 2, 2), lambda x: x.reshape(2, 6, 2, 2))
    reshape("reshape-image-to-image", x, (-1, 2, 4, 3), lambda x: x.reshape(-1, 2, 4, 3))
    reshape("reshape-groups", x, (0, 2, 2, 2, 3), lambda x: x.reshape(2, 2, 2, 2, 3), description="rank 5, as channel shuffle has it")
    cases.add(
        "reshape-from-shape",
        "s = Shape(x) g = Gather<axis=0>(s, zero) u = Unsqueeze(g, axes) t = Concat<axis=0>(u, rest) y = Reshape(x, t)",
        {"x": flat}, {"zero": scalar(0), "axes": int64(0), "rest": int64(3, 2, 2)}, expected=lambda x: x.reshape(-1, 3, 2, 2),
        description="x.view(x.size(0), 3, 2, 2) as TorchScript's exporter writes it",
    )
    cases.add(
        "reshape-from-shape-slice",
        "s = Shape(x) b = Slice(s, start, end) t = Concat<axis=0>(b, rest) y = Reshape(x, t)",
        {"x": x}, {"start": int64(0), "end": int64(2), "rest": int64(-1)}, expected=lambda x: x.flatten(2),
    )
    cases.add(
        "reshape-from-shape-product",
        "s = Shape(x) n = Gather(s, i0) c = Gather(s, i1) h = Gather(s, i2) w = Gather(s, i3) p = Mul(h, w) "
        "un = Unsqueeze(n, axes) uc = Unsqueeze(c, axes) up = Unsqueeze(p, axes) t = Concat<axis=0>(un, uc, up) y = Reshape(x, t)",
        {"x": x}, {"i0": scalar(0), "i1": scalar(1), "i2": scalar(2), "i3": scalar(3), "axes": int64(0)}, expected=lambda x: x.flatten(2),
    )
    cases.add("shape-attributes", "s = Shape<start=0, end=1>(x) t = Concat<axis=0>(s, rest) y = Reshape(x, t)", {"x": x}, {"rest": int64(24)}, expected=lambda x: x.flatten(1), opset=15)
    cases.add("flatten", "y = Flatten(x)", {"x": x}, expected=lambda x: x.flatten(1), opset=11)
    cases.add("flatten-negative-axis", "y = Flatten<axis=-3>(x)", {"x": x}, expected=lambda x: x.flatten(1))
    thin = draws.normal(2, 5, 1, 1)
    cases.add("squeeze-11", "y = Squeeze<axes=[2, 3]>(x)", {"x": thin}, expected=lambda x: x[:, :, 0, 0], opset=11)
    cases.add("squeeze-13", "y = Squeeze(x, axes)", {"x": thin}, {"axes": int64(-1, -2)}, expected=lambda x: x[:, :, 0, 0])
    cases.add("unsqueeze-11", "y = Unsqueeze<axes=[2, 3]>(x)", {"x": flat}, expected=lambda x: x[:, :, None, None], opset=11)
    cases.add("unsqueeze-13", "y = Unsqueeze(x, axes)", {"x": flat}, {"axes": int64(2, 3)}, expected=lambda x: x[:, :, None, None])
    cases.add("unsqueeze-channel", "y = Unsqueeze(x, axes)", {"x": sequence}, {"axes": int64(1)}, expected=lambda x: x[:, None])
    for perm in [(0, 2, 3, 1), (0, 3, 1, 2), (0, 1, 3, 2), (0, 2, 1, 3)]:
        text = ", ".join(map(str, perm))
        cases.add(f"transpose-{''.join(map(str, perm))}", f"y = Transpose<perm=[{text}]>(x)", {"x": x}, expected=lambda x, p=perm: x.permute(p), opset=11)
    cases.add("transpose-sequence", "y = Transpose<perm=[0, 2, 1]>(x)", {"x": sequence}, expected=lambda x: x.transpose(1, 2))
    cases.add(
        "channel-shuffle", "r = Reshape(x, five) t = Transpose<perm=[0, 2, 1, 3, 4]>(r) y = Reshape(t, four)", {"x": x},
        {"five": int64(0, 2, 2, 2, 3), "four": int64(0, 4, 2, 3)}, expected=lambda x: F.channel_shuffle(x, 2),
    )
    small, learned = draws.normal(2, 3, 1, 1), draws.normal(1, 4, 2, 3)
    cases.add("expand", "y = Expand(x, sizes)", {"x": small}, {"sizes": int64(1, 3, 2, 4)}, expected=lambda x: x.expand(-1, 3, 2, 4), opset=11)
    cases.add(
        "expand-constant-to-batch", "s = Shape(x) b = Slice(s, start, end) t = Concat<axis=0>(b, rest) e = Expand(c, t) y = Concat<axis=1>(x, e)",
        {"x": x}, {"start": int64(0), "end": int64(1), "rest": int64(4, 2, 3), "c": learned},
        expected=lambda x: torch.cat([x, tensor(learned).expand(x.shape[0], -1, -1, -1)], 1),
        description="a learned constant input, as StyleGAN has it",
    )
    cases.add("tile", "y = Tile(x, repeats)", {"x": x}, {"repeats": int64(1, 2, 1, 3)}, expected=lambda x: x.tile(1, 2, 1, 3))
    cases.add("depth-to-space-dcr", "y = DepthToSpace<blocksize=2>(x)", {"x": draws.normal(2, 8, 2, 3)}, opset=11)
    cases.add("depth-to-space-crd", 'y = DepthToSpace<blocksize=2, mode="CRD">(x)', {"x": draws.normal(2, 8, 2, 3)}, expected=lambda x: F.pixel_shuffle(x, 2))
    cases.add("space-to-depth", "y = SpaceToDepth<blocksize=2>(x)", {"x": draws.normal(2, 3, 4, 6)})


def parts(cases: OperatorCases) -> None:
    draws = Draws("parts")
    x, other, flat = draws.normal(2, 6, 3, 4), draws.normal(2, 2, 3, 4), draws.normal(3, 7)
    cases.add("concat-channels", "y = Concat<axis=1>(a, b)", {"a": x, "b": other}, expected=lambda a, b: torch.cat([a, b], 1), opset=11)
    cases.add("concat-features", "y = Concat<axis=-1>(a, b)", {"a": flat, "b": flat[:, :3].copy()}, expected=lambda a, b: torch.cat([a, b], 1))
    cases.add("concat-rows", "y = Concat<axis=2>(a, a)", {"a": other}, expected=lambda a: torch.cat([a, a], 2))
    cases.add("concat-columns", "y = Concat<axis=-1>(a, a)", {"a": other}, expected=lambda a: torch.cat([a, a], 3))
    two = {"p": "float32", "q": "float32"}
    cases.add("split-equal", "p, q = Split<axis=1>(x)", {"x": x}, expected=lambda x: x.split(3, 1), outputs=two, opset=11)
    cases.add("split-11", "p, q = Split<axis=1, split=[2, 4]>(x)", {"x": x}, expected=lambda x: x.split([2, 4], 1), outputs=two, opset=11)
    cases.add("split-13", "p, q = Split<axis=1>(x, sizes)", {"x": x}, {"sizes": int64(1, 5)}, expected=lambda x: x.split([1, 5], 1), outputs=two)
    cases.add("split-18", "p, q = Split<axis=1, num_outputs=2>(x)", {"x": flat}, expected=lambda x: x.split([4, 3], 1), outputs=two, opset=18, description="seven features in two: 4 and 3")
    cases.add("split-columns", "p, q = Split<axis=-1>(x, sizes)", {"x": x}, {"sizes": int64(1, 3)}, expected=lambda x: x.split([1, 3], 3), outputs=two)

    def cut(name, value, starts, ends, axes, steps, expected, **rest):
        constants = {"starts": int64(*starts), "ends": int64(*ends), "axes": int64(*axes), "steps": int64(*steps)}
        cases.add(name, "y = Slice(x, starts, ends, axes, steps)", {"x": value}, constants, expected=expected, **rest)

    cut("slice-channels", x, (1,), (4,), (1,), (1,), lambda x: x[:, 1:4], opset=11)
    cut("slice-features", flat, (2,), (2**63 - 1,), (1,), (1,), lambda x: x[:, 2:], description="to the end: the largest int64")
    cut("slice-window", x, (1, 0), (3, -1), (2, 3), (1, 1), lambda x: x[:, :, 1:3, :-1])
    cut("slice-steps", x, (0, 1), (4, 5), (2, 3), (2, 2), lambda x: x[:, :, ::2, 1::2])
    cut("slice-negative", x, (-3,), (-1,), (-3,), (1,), lambda x: x[:, -3:-1])
    cut("slice-backwards", x, (-1,), (-(2**63) + 1,), (3,), (-1,), lambda x: x.flip(3))
    cases.add("slice-no-axes", "y = Slice(x, starts, ends)", {"x": x}, {"starts": int64(0, 2), "ends": int64(2**31 - 1, 5)}, expected=lambda x: x[:, 2:5])
    pads = {"pads": int64(0, 0, 1, 2, 0, 0, 2, 1)}
    around = (2, 1, 1, 2)
    cases.add("pad-constant", "y = Pad(x, pads, value)", {"x": x}, {**pads, "value": scalar(0.5)}, expected=lambda x: F.pad(x, around, value=0.5), opset=11)
    cases.add("pad-zeros", "y = Pad(x, pads)", {"x": x}, pads, expected=lambda x: F.pad(x, around))
    cases.add("pad-channels", "y = Pad(x, pads)", {"x": x}, {"pads": int64(0, 1, 0, 0, 0, 2, 0, 0)}, expected=lambda x: F.pad(x, (0, 0, 0, 0, 1, 2)))
    cases.add("pad-reflect", 'y = Pad<mode="reflect">(x, pads)', {"x": x}, pads, expected=lambda x: F.pad(x, around, "reflect"))
    cases.add("pad-edge", 'y = Pad<mode="edge">(x, pads)', {"x": x}, pads, expected=lambda x: F.pad(x, around, "replicate"))
    cases.add("pad-negative", "y = Pad(x, pads)", {"x": x}, {"pads": int64(0, 0, -1, 0, 0, 0, 0, -2)}, expected=lambda x: x[:, :, 1:, :-2])
    cases.add("pad-axes-18", "y = Pad(x, pads, , axes)", {"x": x}, {"pads": int64(1, 1, 1, 1), "axes": int64(2, 3)}, expected=lambda x: F.pad(x, (1, 1, 1, 1)), opset=18)


def shaping(cases: OperatorCases) -> None:
    reshaping(cases)
    parts(cases)
