import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installGradients } from "../gradients/install-gradients.ts";
import { installKernels } from "../kernels/install-kernels.ts";
import { openBackend } from "../open-backend.ts";
import { checkOperations } from "./check-operations.ts";
import { operationCases } from "./operation-cases.ts";
import { describeFailures } from "./testdata/describe-failures.ts";

const starts = await openBackend({ require: "node" }).then(
  () => true,
  () => false,
);

describe.skipIf(!starts)("every operation on tfjs-node (needs tfjs-node)", () => {
  let undo: readonly (() => void)[];

  beforeAll(() => {
    undo = [installKernels(tf), installGradients(tf)];
  });
  afterAll(() => {
    for (const step of undo) step();
  });

  it("is right to second order with our kernels and gradients, and leaks nothing", async () => {
    const before = tf.memory().numTensors;
    const rows = await checkOperations({ tf });
    expect(describeFailures(rows)).toEqual([]);
    expect(rows).toHaveLength(operationCases.length * 3);
    expect(tf.memory().numTensors).toBe(before);
  });
});
