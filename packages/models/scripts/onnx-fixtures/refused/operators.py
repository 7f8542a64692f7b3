"""Sound models that ask for what no converted generator can do."""

import numpy as np
import onnx

from framework.randomness import Draws, int64, scalar
from framework.refused_case import RefusedCases, parsed

IMAGE = "float[n, 2, 4, 4] z"


def operators(cases: RefusedCases) -> None:
    draws = Draws("refused operators")

    def add(name, model, wrong, says, sound=True):
        cases.add(name, model, wrong, says, sound=sound)

    add(
        "random-normal-like",
        parsed("e = RandomNormalLike(z) y = Add(z, e)", inputs=IMAGE),
        "noise drawn inside the graph, as StyleGAN has it: no two calls agree",
        ["RandomNormalLike", "/RandomNormalLike_0"],
    )
    add(
        "random-normal",
        parsed("e = RandomNormal<shape=[1, 2, 4, 4]>() y = Add(z, e)", inputs=IMAGE),
        "noise drawn inside the graph",
        ["RandomNormal", "/RandomNormal_0"],
    )
    add(
        "random-uniform-like",
        parsed("e = RandomUniformLike(z) y = Add(z, e)", inputs=IMAGE),
        "noise drawn inside the graph",
        ["RandomUniformLike", "/RandomUniformLike_0"],
    )
    add(
        "dropout-training",
        parsed(
            "y = Dropout(z, ratio, training)",
            inputs=IMAGE,
            constants={"ratio": scalar(0.5), "training": np.array(True)},
        ),
        "dropout that stays on: random in every call",
        ["Dropout", "/Dropout_0"],
    )
    statistics = {key: draws.uniform(2, low=0.5) for key in ("s", "b", "m", "v")}
    add(
        "batch-normalization-training",
        parsed(
            "y, m2, v2 = BatchNormalization<training_mode=1>(z, s, b, m, v)",
            inputs=IMAGE,
            opset=15,
            constants=statistics,
        ),
        "exported while training: statistics of the batch, so that one image depends on the others",
        ["BatchNormalization", "/BatchNormalization_0"],
    )
    sparse = parsed("y = MatMul(z, w)")
    sparse.graph.sparse_initializer.append(
        onnx.helper.make_sparse_tensor(
            onnx.numpy_helper.from_array(draws.normal(2), "w"),
            onnx.numpy_helper.from_array(int64(1, 6)),
            [4, 4],
        )
    )
    add("sparse-weights", sparse, "weights kept as a sparse tensor", ["sparse", "w"])
    add(
        "lstm",
        parsed(
            "y = LSTM<hidden_size=3>(z, w, r)",
            inputs="float[2, n, 4] z",
            constants={"w": draws.normal(1, 12, 4), "r": draws.normal(1, 12, 3)},
        ),
        "a recurrent layer",
        ["LSTM", "/LSTM_0"],
    )
    add(
        "gru",
        parsed(
            "y = GRU<hidden_size=3>(z, w, r)",
            inputs="float[2, n, 4] z",
            constants={"w": draws.normal(1, 9, 4), "r": draws.normal(1, 9, 3)},
        ),
        "a recurrent layer",
        ["GRU", "/GRU_0"],
    )
    loop = "y = Loop(trips, keep, z) <body = b (int64 i, bool k, float[n, 4] v) => (bool k2, float[n, 4] v2) { k2 = Identity(k) v2 = Mul(v, v) }>"
    add(
        "loop",
        parsed(loop, constants={"trips": scalar(3), "keep": np.array(True)}),
        "a loop",
        ["Loop", "/Loop_0"],
    )
    branch = (
        "s = ReduceSum<keepdims=0>(z) c = Greater(s, zero) "
        "y = If(c) <then_branch = t () => (float[n, 4] p) { p = Neg(z) }, else_branch = e () => (float[n, 4] q) { q = Identity(z) }>"
    )
    add(
        "if",
        parsed(branch, constants={"zero": scalar(0.0)}),
        "a branch that the latent decides",
        ["If", "/If_2"],
    )
    scan = "y, t = Scan<num_scan_inputs=1, body = b (float[4] s, float[4] v) => (float[4] s2, float[4] o) { s2 = Add(s, v) o = Identity(s2) }>(start, z)"
    add(
        "scan",
        parsed(scan, outputs="float y, float t", constants={"start": draws.normal(4)}),
        "a scan over the batch",
        ["Scan", "/Scan_0"],
    )
    add(
        "custom-domain",
        parsed("y = com.example.Modulate(z)", imports=', "com.example" : 1', inputs=IMAGE),
        "an operator of somebody's own domain",
        ["com.example", "Modulate", "/Modulate_0"],
        sound=False,
    )
    add(
        "unknown-operator",
        parsed("a = Relu(z) y = Frobnicate(a)", inputs=IMAGE),
        "no ONNX operator has this name",
        ["Frobnicate", "/Frobnicate_1"],
        sound=False,
    )
    add(
        "string-input",
        parsed("k = Cast<to=1>(z) y = Tanh(k)", inputs="string[n, 4] z"),
        "an input of strings",
        ["string", "z"],
    )
    text = parsed("e = Equal(k, z) y = Cast<to=1>(e)", inputs="string[n, 2] z", opset=19)
    text.graph.initializer.append(onnx.helper.make_tensor("k", onnx.TensorProto.STRING, [2], ["cat", "dog"]))
    add("string-weights", text, "a constant of strings", ["string"])
    add("opset-7", parsed("y = Tanh(z)", opset=7), "opset 7, older than what can be read", ["opset", "7"])
    add(
        "sequence",
        parsed("s = SequenceConstruct(z, z) y = ConcatFromSequence<axis=1>(s)"),
        "a sequence of tensors",
        ["SequenceConstruct", "/SequenceConstruct_0"],
    )
    add(
        "quantised",
        parsed(
            "q = QuantizeLinear(z, scale, zero) y = DequantizeLinear(q, scale, zero)",
            constants={"scale": scalar(0.1), "zero": np.array(3, np.int8)},
        ),
        "a quantised model",
        ["QuantizeLinear", "/QuantizeLinear_0"],
    )
    add(
        "non-zero",
        parsed("i = NonZero(z) y = Cast<to=1>(i)"),
        "a size that values decide",
        ["NonZero", "/NonZero_0"],
    )
    complex_weights = parsed("y = Add(z, c)", inputs="float[n, 4] z")
    complex_weights.graph.initializer.append(
        onnx.helper.make_tensor("c", onnx.TensorProto.COMPLEX64, [4], draws.normal(8).tobytes(), raw=True)
    )
    add("complex-weights", complex_weights, "a constant of complex numbers", ["complex64", "c"], sound=False)
    add(
        "no-batch",
        parsed("y = Tanh(c)", inputs="", constants={"c": draws.normal(1, 4)}),
        "no input at all: always the same image",
        ["input"],
    )
    add(
        "volume",
        parsed(
            "y = Conv(z, w)", inputs="float[n, 2, 3, 3, 3] z", constants={"w": draws.normal(2, 2, 2, 2, 2)}
        ),
        "a convolution over three axes",
        ["Conv", "/Conv_0"],
    )
    # int64() of a scalar index: batch and features change places, so that there is no first axis of samples.
    add(
        "batch-not-first",
        parsed("t = Transpose<perm=[1, 0]>(z) y = Gather(t, i)", constants={"i": int64(0, 1)}),
        "the batch is not the first axis of the output",
        ["y"],
    )
