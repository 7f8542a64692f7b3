import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installGradients } from "../gradients/install-gradients.ts";
import { installKernels } from "../kernels/install-kernels.ts";
import { openBackend } from "../open-backend.ts";
import { checkOperations } from "./check-operations.ts";
import { caseInput, type OperationCase } from "./operation-case.ts";
import { operationCases } from "./operation-cases.ts";
import { describeFailures } from "./testdata/describe-failures.ts";

const some = (operation: string, variant = ""): readonly OperationCase[] => {
  const found = operationCases.filter(
    (entry) => entry.operation === operation && entry.variant.includes(variant),
  );
  if (found.length === 0) throw new Error(`There is no case ${operation} (${variant}).`);
  return found;
};

describe.each(["cpu", "wasm"] as const)("every operation on %s", (backend) => {
  let undo: readonly (() => void)[];

  beforeAll(async () => {
    await openBackend({ require: backend });
    undo = [installKernels(tf), installGradients(tf)];
  });
  afterAll(() => {
    for (const step of undo) step();
  });

  it("is right to second order with our kernels and gradients, and leaks nothing", async () => {
    const before = tf.memory().numTensors;
    const rows = await checkOperations({ tf });
    expect(rows).toHaveLength(operationCases.length * 3);
    expect(describeFailures(rows)).toEqual([]);
    expect(tf.memory().numTensors).toBe(before);
  });
});

type Failure = readonly [operation: string, variant: string, order: 0 | 1 | 2, status: "wrong" | "missing"];

/** What stock tfjs 4.22 gets wrong or lacks: on every backend, and on one. */
const onEvery: readonly Failure[] = [
  ["mirrorPad", "reflect", 1, "wrong"],
  ["mirrorPad", "symmetric", 1, "wrong"],
  ["avgPool", "3×3, stride 2, same", 1, "wrong"],
  ["depthToSpace", "", 1, "missing"],
  ["gatherND", "", 1, "missing"],
  ["scatterND", "", 1, "missing"],
  ["stridedSlice", "backwards", 1, "missing"],
  ["einsum", "ij,jk->ik", 1, "missing"],
  ["image.cropAndResize", "bilinear", 1, "missing"],
  ["image.transform", "bilinear", 1, "missing"],
  ["cumprod", "axis 2", 1, "missing"],
  ["cumsum", "axis 0, reverse", 1, "missing"],
  ["conv2d, dilated", "dilation 2", 1, "missing"],
  ["depthwiseConv2d, dilated", "dilation 2", 1, "missing"],
  ["topk", "values", 1, "missing"],
  ["maximum", "", 1, "missing"],
  ["batchNorm", "own statistics", 1, "missing"],
  ["where", "condition from the input", 1, "missing"],
  ...["sigmoid", "tanh", "exp", "softmax", "logSoftmax", "softmaxCrossEntropy", "swish", "attention"].map(
    (operation): Failure => [operation, "", 2, "wrong"],
  ),
  ...["elu", "selu", "relu6", "leakyRelu", "prelu"].map(
    (operation): Failure => [operation, "", 2, "missing"],
  ),
  ["maxPool", "2×2, stride 2, valid", 2, "missing"],
  ["conv2d", "4×4 on 6×5, stride 2, same", 2, "missing"],
  ["max", "axis 2", 2, "missing"],
  ["localResponseNormalization", "", 2, "missing"],
];
const onOne: Readonly<Record<"cpu" | "wasm", readonly Failure[]>> = {
  cpu: [
    ["resizeNearestNeighbor", "4×5 to 8×10", 1, "wrong"],
    ["resizeBilinear", "4×5 to 7×9, half pixel", 1, "missing"],
    ["image.transform", "bilinear", 0, "wrong"],
  ],
  wasm: [
    ["resizeBilinear", "4×5 to 7×9, half pixel", 1, "wrong"],
    ["maxPool", "2×2, stride 2, valid, negative", 1, "wrong"],
    ["conv3d", "stride 2, valid", 1, "wrong"],
    ["dilation2d", "same", 0, "wrong"],
    ["conv2d", "2×2 on 5×6, stride 3, same", 0, "wrong"],
    ["fused.conv2d", "3×3 on 5×8, stride 4, same", 0, "wrong"],
    ["depthwiseConv2d", "2×2 on 5×6, stride 3, same", 0, "wrong"],
    ["conv2d", "3×3 on 5×4, stride 1, same", 1, "missing"],
    ["depthwiseConv2d", "3×3 on 5×4, stride 1, same", 1, "missing"],
    ["unsortedSegmentSum", "", 0, "missing"],
    ["gather", "", 1, "missing"],
    ["einsum", "abc->ca", 0, "missing"],
  ],
};

describe.each(["cpu", "wasm"] as const)("stock tfjs on %s", (backend) => {
  beforeAll(async () => {
    await openBackend({ require: backend });
  });

  it.each([...onEvery, ...onOne[backend]])(
    "%s (%s) is at order %d %s, and stock comes back",
    async (...failure) => {
      const [operation, variant, order, status] = failure;
      const cases = some(operation, variant);
      const statuses = async () =>
        (await checkOperations({ tf, cases })).filter((row) => row.order === order).map((row) => row.status);
      const stock = await statuses();
      expect(stock).toContain(status);
      const undo = [installKernels(tf), installGradients(tf)];
      const ours = await statuses();
      for (const step of undo) step();
      expect(ours.every((each) => each === "right")).toBe(true);
      expect(await statuses()).toEqual(stock);
    },
  );
});

describe("checkOperations", () => {
  beforeAll(async () => {
    await openBackend({ require: "cpu" });
  });

  const square = (factor: number): OperationCase => ({
    operation: "square",
    variant: "",
    inputs: [caseInput([2, 3])],
    run: (tensorflow, x) => tensorflow.square(x),
    reference: (x) => ({ shape: x.shape, data: x.data.map((value) => factor * value * value) }),
  });

  it("tells a factor of 1.01 from rounding", async () => {
    const right = await checkOperations({ tf, cases: [square(1)] });
    expect(right.map(({ status }) => status)).toEqual(["right", "right", "right"]);
    const wrong = await checkOperations({ tf, cases: [square(1.01)] });
    expect(wrong.map(({ status }) => status)).toEqual(["wrong", "wrong", "wrong"]);
    expect(wrong[0]?.error).toBeCloseTo(0.01, 3);
  });

  it("calls a result of another shape missing, and takes NaN for wrong", async () => {
    const [shape] = await checkOperations({
      tf,
      cases: [{ ...square(1), run: (tensorflow, x) => tensorflow.sum(x) }],
    });
    expect(shape).toMatchObject({ status: "missing", problem: "the shape is [], not [2,3]" });
    const [nan] = await checkOperations({
      tf,
      cases: [{ ...square(1), run: (tensorflow, x) => tensorflow.sqrt(tensorflow.sub(x, 5)) }],
    });
    expect(nan).toMatchObject({ status: "wrong", error: Number.POSITIVE_INFINITY });
  });

  it("takes one variant of each operation when it has to be quick", async () => {
    const rows = await checkOperations({ tf, quick: true });
    const operations = new Set(operationCases.map(({ operation }) => operation));
    expect(rows).toHaveLength(operations.size * 3);
  });
});
