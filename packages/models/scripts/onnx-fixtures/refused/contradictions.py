"""Files that parse, and whose parts contradict each other."""

import numpy as np
import onnx

from framework.randomness import Draws, int64
from framework.refused_case import RefusedCases, parsed, small_generator


def graphs(cases: RefusedCases) -> None:
    add = cases.add
    add(
        "cycle",
        parsed("a = Add(z, b) b = Relu(a) y = Tanh(b)"),
        "two nodes wait for each other",
        ["cycle", "/Add_0"],
    )
    add("cycle-of-one", parsed("a = Add(z, a) y = Tanh(a)"), "a node waits for itself", ["cycle", "/Add_0"])
    add(
        "duplicated-output",
        parsed("a = Relu(z) a = Tanh(z) y = Neg(a)"),
        "two nodes make a tensor of one name",
        ["a", "/Tanh_1"],
    )
    twice = small_generator()
    twice.graph.initializer.append(onnx.numpy_helper.from_array(np.ones((4, 16), np.float32), "w"))
    add("duplicated-weights", twice, "two weights of one name", ["w"])
    both = small_generator()
    both.graph.initializer.append(onnx.numpy_helper.from_array(np.ones((4, 16), np.float32), "h"))
    add("weights-named-as-output", both, "a weight has the name of what a node makes", ["h"])
    add(
        "missing-input",
        parsed("a = Add(z, nowhere) y = Tanh(a)"),
        "a node reads what nothing makes",
        ["nowhere", "/Add_0"],
    )
    add("missing-output", parsed("a = Tanh(z)"), "the graph's output is made by no node", ["y"])
    add("missing-required-input", parsed("y = Gemm(z)"), "Gemm without weights", ["Gemm", "/Gemm_0"])
    add(
        "prototype-name",
        parsed("__proto__ = Relu(z) y = Add(__proto__, constructor)"),
        "names that JavaScript objects have of their own",
        ["constructor"],
    )
    recursive = (
        '<domain: "own", opset_import: ["" : 13, "own" : 1]> F (x) => (r) { s = own.F(x) r = Relu(s) }'
    )
    add(
        "recursive-function",
        parsed("y = own.F(z)", imports=', "own" : 1', functions=recursive),
        "a function of the model that calls itself",
        ["F"],
    )


def sizes(cases: RefusedCases) -> None:
    add, draws = cases.add, Draws("contradicting sizes")
    short = small_generator()
    short.graph.initializer[0].raw_data = short.graph.initializer[0].raw_data[:-4]
    add("weights-too-short", short, "w has 4 × 16 numbers by its dims and bytes for 63", ["w"])
    long = small_generator()
    long.graph.initializer[0].raw_data += bytes(8)
    add("weights-too-long", long, "w has 4 × 16 numbers by its dims and bytes for 66", ["w"])
    odd = small_generator()
    odd.graph.initializer[0].raw_data = odd.graph.initializer[0].raw_data[:-1]
    add("weights-of-odd-bytes", odd, "w has 255 bytes, not a whole number of float32", ["w"])
    floats = small_generator()
    floats.graph.initializer[0].ClearField("raw_data")
    floats.graph.initializer[0].float_data.extend([1.0] * 5)
    add("weights-float-data-short", floats, "w has 4 × 16 numbers by its dims and 5 in float_data", ["w"])
    none = small_generator()
    none.graph.initializer[0].ClearField("raw_data")
    add("weights-without-data", none, "w has dims and no numbers", ["w"])
    negative = small_generator()
    negative.graph.initializer[0].dims[0] = -4
    add("weights-negative-size", negative, "w has −4 rows", ["w"])
    unknown = small_generator()
    unknown.graph.initializer[0].data_type = 99
    add("weights-unknown-type", unknown, "w is of element type 99", ["w", "99"])
    nan = small_generator()
    nan.graph.initializer[1].raw_data = np.full(16, np.nan, np.float32).tobytes()
    add("weights-not-a-number", nan, "b is NaN throughout", ["b"])

    image = "float[n, 3, 8, 8] z"
    add(
        "gemm-sizes",
        parsed("y = Gemm(z, w)", constants={"w": draws.normal(5, 3)}),
        "an input of 4 meets weights for 5",
        ["Gemm", "/Gemm_0"],
    )
    add(
        "conv-channels",
        parsed("y = Conv(z, w)", inputs=image, constants={"w": draws.normal(2, 4, 3, 3)}),
        "3 channels meet weights for 4",
        ["Conv", "/Conv_0"],
    )
    add(
        "conv-groups-uneven",
        parsed("y = Conv<group=2>(z, w)", inputs=image, constants={"w": draws.normal(2, 1, 3, 3)}),
        "3 channels in 2 groups",
        ["Conv", "/Conv_0"],
    )
    add(
        "conv-kernel-too-large",
        parsed("y = Conv(z, w)", inputs="float[n, 3, 2, 2] z", constants={"w": draws.normal(2, 3, 3, 3)}),
        "a 3 × 3 kernel on 2 × 2 pixels",
        ["Conv", "/Conv_0"],
    )
    add(
        "conv-kernel-shape-lies",
        parsed(
            "y = Conv<kernel_shape=[5, 5]>(z, w)", inputs=image, constants={"w": draws.normal(2, 3, 3, 3)}
        ),
        "kernel_shape 5 × 5 with weights of 3 × 3",
        ["Conv", "/Conv_0"],
    )
    add(
        "conv-stride-zero",
        parsed("y = Conv<strides=[0, 0]>(z, w)", inputs=image, constants={"w": draws.normal(2, 3, 3, 3)}),
        "stride 0",
        ["Conv", "/Conv_0"],
    )
    statistics = {"s": draws.normal(4), "b": draws.normal(4), "m": draws.normal(4), "v": draws.uniform(4)}
    add(
        "batch-normalization-channels",
        parsed("y = BatchNormalization(z, s, b, m, v)", inputs=image, constants=statistics),
        "3 channels meet statistics of 4",
        ["BatchNormalization", "/BatchNormalization_0"],
    )
    add(
        "reshape-impossible",
        parsed("y = Reshape(z, s)", constants={"s": int64(-1, 3)}),
        "4 features as rows of 3: mixes samples",
        ["Reshape", "/Reshape_0"],
    )
    add(
        "reshape-two-unknown",
        parsed("y = Reshape(z, s)", constants={"s": int64(-1, -1)}),
        "two sizes of −1",
        ["Reshape", "/Reshape_0"],
    )
    add(
        "concat-sizes",
        parsed(
            "p = Pad(z, pads) y = Concat<axis=1>(z, p)",
            inputs=image,
            constants={"pads": int64(0, 0, 1, 1, 0, 0, 0, 0)},
        ),
        "8 × 8 beside 9 × 9",
        ["Concat", "/Concat_1"],
    )
    add(
        "add-sizes",
        parsed("y = Add(z, c)", inputs=image, constants={"c": draws.normal(5, 1, 1)}),
        "3 channels plus 5",
        ["Add", "/Add_0"],
    )
    add(
        "axis-out-of-range",
        parsed("y = Softmax<axis=7>(z)"),
        "axis 7 of a tensor of rank 2",
        ["Softmax", "/Softmax_0"],
    )
    add(
        "perm-twice",
        parsed("y = Transpose<perm=[0, 1, 1, 2]>(z)", inputs=image),
        "a permutation that names an axis twice",
        ["Transpose", "/Transpose_0"],
    )


def contradictions(cases: RefusedCases) -> None:
    graphs(cases)
    sizes(cases)
