import { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { checkOperations } from "../checks/check-operations.ts";
import { operationCases } from "../checks/operation-cases.ts";
import { describeFailures } from "../checks/testdata/describe-failures.ts";
import { installGradients } from "../gradients/install-gradients.ts";
import { fusesMultiplyAdd } from "../inspect/wasm-features.ts";
import { installKernels } from "../kernels/install-kernels.ts";
import { limitMemory } from "../memory/limit-memory.ts";
import { firstSteps, largestDifference } from "../networks/testdata/first-steps.ts";
import { openBackend } from "../open-backend.ts";
import type { BackendName } from "./backend-name.ts";
import { allowRelaxedSimd } from "./testdata/allow-relaxed-simd.ts";

const undo: (() => void)[] = [];
const { validate } = WebAssembly;

afterEach(() => {
  WebAssembly.validate = validate;
});
afterAll(() => {
  for (const step of undo) step();
});

const draw = (name: string, shape: number[]) =>
  tf.tensor(Random.fromSeed(5).split(name).normal(tf.util.sizeFromShape(shape)), shape);

async function open(name: BackendName): Promise<void> {
  await openBackend({ require: name });
  undo.push(installKernels(tf));
}

/** The values of a product, of whose 300 terms each may be rounded once or twice. */
async function product(): Promise<readonly number[]> {
  const tensor = tf.tidy(() =>
    tf.matMul(draw("a", [5, 300]) as tf.Tensor2D, draw("b", [300, 9]) as tf.Tensor2D),
  );
  const values = [...(await tensor.data())];
  tensor.dispose();
  return values;
}

it("is refused without relaxed SIMD, and wasm is taken", async () => {
  WebAssembly.validate = (bytes) => (bytes as Uint8Array).length > 60 && validate(bytes);
  const { name, tried } = await openBackend({ prefer: "wasm-relaxed" });
  expect(name).not.toBe("wasm-relaxed");
  expect(tried[0]).toEqual({
    name: "wasm-relaxed",
    problem: "this runtime has no relaxed SIMD",
    hint: expect.stringMatching(/Node 22, Chrome 114/),
  });
});

allowRelaxedSimd();

describe.skipIf(!fusesMultiplyAdd())("wasm-relaxed (needs a processor with fused multiply-add)", () => {
  // So our kernels stand in wasm's places when wasm-relaxed is opened for the first time.
  beforeAll(() => open("wasm"));

  it("is named by tfjs and by what openBackend gives, and says what it does", async () => {
    const opened = await openBackend({ require: "wasm-relaxed" });
    expect(opened).toMatchObject({
      name: "wasm-relaxed",
      device: "WebAssembly, 128-bit SIMD, 1 thread, fused multiply-add",
    });
    expect(tf.getBackend()).toBe("wasm-relaxed");
    expect(limitMemory(tf)?.().budgetBytes).toBe(2 * 1024 ** 3);
  });

  it("multiplies with other last bits than wasm, the same ones each time, in either order", async () => {
    const found: Record<string, (readonly number[])[]> = { wasm: [], "wasm-relaxed": [] };
    for (const name of ["wasm", "wasm-relaxed", "wasm", "wasm-relaxed"] as const) {
      await open(name);
      found[name]?.push(await product());
    }
    const [plain, relaxed] = [found.wasm?.[0] ?? [], found["wasm-relaxed"]?.[0] ?? []];
    expect(found).toEqual({ wasm: [plain, plain], "wasm-relaxed": [relaxed, relaxed] });
    expect(relaxed).not.toEqual(plain);
    for (const [i, value] of relaxed.entries()) expect(value).toBeCloseTo(plain[i] as number, 4);
  });

  it("sees tensors of wasm without a copy, and wasm sees its own", async () => {
    await open("wasm");
    const first = tf.tensor1d([1, 2, 3]);
    await open("wasm-relaxed");
    const second = tf.mul(first, 2);
    expect([...(await second.data())]).toEqual([2, 4, 6]);
    await open("wasm");
    const third = tf.add(first, second);
    expect([...(await third.data())]).toEqual([3, 6, 9]);
    tf.dispose([first, second, third]);
  });

  it("has stock kernels of its own once ours are taken away", async () => {
    await open("wasm");
    await open("wasm-relaxed");
    const restore = installKernels(tf);
    const ours = tf.getKernel("BatchMatMul", "wasm-relaxed").kernelFunc;
    expect(ours).not.toBe(tf.getKernel("BatchMatMul", "wasm").kernelFunc);
    restore();
    await openBackend({ require: "wasm" });
    installKernels(tf)();
    expect(tf.getKernel("BatchMatMul", "wasm-relaxed").kernelFunc).toBe(
      tf.getKernel("BatchMatMul", "wasm").kernelFunc,
    );
    expect(tf.getKernel("Conv2DBackpropFilter", "wasm-relaxed")).toBeUndefined();
  });

  it("is right to second order in every operation, and leaks nothing", async () => {
    await open("wasm-relaxed");
    undo.push(installGradients(tf));
    const before = tf.memory().numTensors;
    const rows = await checkOperations({ tf });
    expect(rows).toHaveLength(operationCases.length * 3);
    expect(describeFailures(rows)).toEqual([]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("trains an autoencoder as cpu does", async () => {
    const steps = { batch: 3, steps: 4 };
    const cpu = await firstSteps("autoencoder", { backend: "cpu", ...steps });
    const relaxed = await firstSteps("autoencoder", { backend: "wasm-relaxed", ...steps });
    expect([relaxed.leaked, relaxed.kept]).toEqual([0, 0]);
    expect(largestDifference(cpu, relaxed)).toBeLessThan(2e-3);
  });
});
