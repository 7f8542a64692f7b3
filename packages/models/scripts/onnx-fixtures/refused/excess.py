"""Small files that ask for much memory, and weights that lie elsewhere."""

import onnx

from framework.randomness import Draws, float32, int64, scalar
from framework.refused_case import RefusedCases, parsed, small_generator

BILLION = 1_000_000_000


def memory(cases: RefusedCases) -> None:
    add = cases.add
    declared = small_generator()
    declared.graph.initializer[0].dims[:] = [BILLION]
    add("weights-of-a-billion", declared, "w declares 10^9 numbers and holds 64", ["w"])
    product = small_generator()
    product.graph.initializer[0].dims[:] = [2**40, 2**40]
    add("weights-dims-overflow", product, "w declares 2^40 × 2^40 numbers", ["w"])
    image = "float[n, 3, 8, 8] z"
    many = int64(1, 10, 10_000, 10_000)
    add(
        "constant-of-shape-of-a-billion",
        parsed("c = ConstantOfShape(s) y = Add(z, c)", inputs=image, constants={"s": many}),
        "a constant of 10^9 numbers",
        ["ConstantOfShape", "/ConstantOfShape_0"],
    )
    add(
        "expand-of-a-billion",
        parsed("y = Expand(z, s)", inputs="float[n, 1, 1, 1] z", constants={"s": many}),
        "10^9 numbers a sample",
        ["Expand", "/Expand_0"],
    )
    add(
        "tile-of-a-billion",
        parsed("y = Tile(z, s)", inputs="float[n, 1, 1, 1] z", constants={"s": many}),
        "10^9 numbers a sample",
        ["Tile", "/Tile_0"],
    )
    add(
        "range-of-a-billion",
        parsed(
            "c = Range(a, b, d) e = Cast<to=1>(c) r = ReduceSum(e) y = Add(z, r)",
            constants={"a": scalar(0), "b": scalar(BILLION), "d": scalar(1)},
        ),
        "a constant of 10^9 numbers",
        ["Range", "/Range_0"],
    )
    add(
        "range-step-zero",
        parsed(
            "c = Range(a, b, d) e = Cast<to=1>(c) r = ReduceSum(e) y = Add(z, r)",
            constants={"a": scalar(0), "b": scalar(5), "d": scalar(0)},
        ),
        "a range that never ends",
        ["Range", "/Range_0"],
    )
    add(
        "pad-of-a-billion",
        parsed("y = Pad(z, p)", inputs=image, constants={"p": int64(0, 0, 0, 0, 0, 0, 20_000, 20_000)}),
        "1.2 · 10^9 numbers a sample",
        ["Pad", "/Pad_0"],
    )
    add(
        "resize-of-a-billion",
        parsed(
            'y = Resize<mode="nearest">(z, , s)', inputs=image, constants={"s": float32(1, 1, 2500, 2500)}
        ),
        "1.2 · 10^9 numbers a sample",
        ["Resize", "/Resize_0"],
    )
    add(
        "one-hot-of-a-billion",
        parsed(
            "y = OneHot(k, d, v)", inputs="int64[n] k", constants={"d": scalar(BILLION), "v": float32(0, 1)}
        ),
        "10^9 classes",
        ["OneHot", "/OneHot_0"],
    )
    doubling = " ".join(f"c{i + 1} = Concat<axis=1>(c{i}, c{i})" for i in range(40))
    add(
        "concat-doubling",
        parsed(f"c0 = Relu(z) {doubling} y = Tanh(c40)"),
        "doubles its features 40 times",
        ["Concat"],
    )
    folding = " ".join(f"c{i + 1} = Concat<axis=0>(c{i}, c{i})" for i in range(40))
    add(
        "constants-doubling",
        parsed(f"{folding} r = ReduceSum(c40) y = Add(z, r)", constants={"c0": float32(1, 2, 3, 4)}),
        "doubles a constant 40 times",
        ["Concat"],
    )
    add(
        "input-of-a-billion",
        parsed("f = Flatten(z) y = ReduceMean<axes=[1]>(f)", inputs="float[n, 1000, 1000, 1000] z"),
        "10^9 numbers a latent",
        ["z"],
    )
    wide = parsed(
        "y = ConvTranspose<strides=[9000, 9000]>(z, w)",
        inputs=image,
        constants={"w": Draws("wide").normal(3, 1, 2, 2)},
    )
    add(
        "conv-transpose-of-a-billion",
        wide,
        "63,002 × 63,002 pixels by its stride",
        ["ConvTranspose", "/ConvTranspose_0"],
    )
    add(
        "conv-transpose-output-padding",
        parsed(
            "y = ConvTranspose<strides=[2, 2], output_padding=[90000, 90000]>(z, w)",
            inputs=image,
            constants={"w": Draws("wide").normal(3, 1, 2, 2)},
        ),
        "8 · 10^9 pixels by its output_padding",
        ["ConvTranspose", "/ConvTranspose_0"],
    )


def elsewhere(location: str, **entries: int) -> onnx.ModelProto:
    """The sound model with w in another file."""
    model = small_generator()
    tensor = model.graph.initializer[0]
    tensor.ClearField("raw_data")
    tensor.data_location = onnx.TensorProto.EXTERNAL
    for key, value in {"location": location, **entries}.items():
        tensor.external_data.add(key=key, value=str(value))
    return model


def external(cases: RefusedCases) -> None:
    add = cases.add
    data = Draws("external").normal(4, 16).tobytes()
    for name, location, wrong in [
        ("external-parent", "../../etc/passwd", "a path out of the folder"),
        ("external-parent-inside", "weights/../../secret.data", "a path that leaves the folder on its way"),
        ("external-absolute", "/etc/passwd", "an absolute path"),
        ("external-windows-absolute", "C:\\Windows\\win.ini", "an absolute path of Windows"),
        ("external-windows-parent", "..\\..\\secret.data", "a path out of the folder, as Windows writes it"),
        ("external-url", "https://example.com/weights.data", "an address instead of a file"),
        ("external-device", "/dev/zero", "a device that never ends"),
        ("external-nul", "model.onnx.data\0.txt", "a path with a zero byte"),
        ("external-empty-location", "", "an empty path"),
        ("external-missing", "gone.data", "a file that is not there"),
    ]:
        words = ["w"] if "\0" in location or not location else ["w", location]
        add(
            name,
            elsewhere(location),
            f"the weights w lie at {wrong}" if location else "the weights w lie in a file without a name",
            words,
        )
    add(
        "external-too-short",
        elsewhere("model.onnx.data"),
        "the file has 100 bytes, w needs 256",
        ["w", "model.onnx.data"],
        files={"model.onnx.data": data[:100]},
    )
    add(
        "external-offset",
        elsewhere("model.onnx.data", offset=200, length=256),
        "w begins at byte 200 of 256",
        ["w", "model.onnx.data"],
        files={"model.onnx.data": data},
    )
    add(
        "external-negative-offset",
        elsewhere("model.onnx.data", offset=-8, length=256),
        "w begins at byte −8",
        ["w"],
        files={"model.onnx.data": data},
    )
    add(
        "external-huge-length",
        elsewhere("model.onnx.data", offset=0, length=2**53),
        "w says 2^53 bytes",
        ["w"],
        files={"model.onnx.data": data},
    )
    add(
        "external-length-lies",
        elsewhere("model.onnx.data", offset=0, length=128),
        "w says 128 bytes, its dims need 256",
        ["w"],
        files={"model.onnx.data": data},
    )


def excess(cases: RefusedCases) -> None:
    memory(cases)
    external(cases)
