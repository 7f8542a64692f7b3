import { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import type { BackendName } from "../choose/backend-name.ts";
import { openBackend } from "../open-backend.ts";
import type { AdamStep } from "./adam-slots.ts";
import { openAdamSlots } from "./open-adam-slots.ts";

const native = await openBackend({ require: "node" }).then(
  () => true,
  () => false,
);
const backends: { backend: BackendName; starts: boolean }[] = [
  { backend: "cpu", starts: true },
  { backend: "wasm", starts: true },
  { backend: "node", starts: native },
];

const random = Random.fromSeed(23);
const stepAt = (t: number): AdamStep => ({
  rate: 0.02 / (1 - 0.5 ** t),
  beta1: 0.5,
  beta2: 0.999,
  secondScale: 1 / (1 - 0.999 ** t),
  // Large enough to see on which side of the correction it is added.
  epsilon: 0.01,
});

/** Adam in float64. */
class Reference {
  readonly w: Float64Array;
  readonly m: Float64Array;
  readonly v: Float64Array;

  constructor(w: ArrayLike<number>) {
    this.w = Float64Array.from(w);
    this.m = new Float64Array(w.length);
    this.v = new Float64Array(w.length);
  }

  move(gradient: ArrayLike<number>, { rate, beta1, beta2, secondScale, epsilon }: AdamStep): void {
    const { w, m, v } = this;
    for (let i = 0; i < w.length; i++) {
      const g = gradient[i] as number;
      m[i] = beta1 * (m[i] as number) + (1 - beta1) * g;
      v[i] = beta2 * (v[i] as number) + (1 - beta2) * g * g;
      const size = Math.sqrt(secondScale * (v[i] as number)) + epsilon;
      w[i] = (w[i] as number) - (rate * (m[i] as number)) / size;
    }
  }
}

async function expectNear(tensor: tf.Tensor, expected: Float64Array): Promise<void> {
  const values = await tensor.data();
  expect(values).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(values[i]).toBeCloseTo(value, 5);
}

describe.each(backends)("Adam's slots on $backend", ({ backend, starts }) => {
  describe.skipIf(!starts)(starts ? "started" : `needs ${backend}`, () => {
    beforeAll(async () => {
      await openBackend({ require: backend });
    });

    it.each([{ shape: [7] }, { shape: [3, 2] }, { shape: [] as number[] }])(
      "follow the formula for shape $shape, step after step, without a leak",
      async ({ shape }) => {
        const size = tf.util.sizeFromShape(shape);
        const draw = (name: string) => random.split(`${name}-${shape}`).normal(size);
        const before = tf.memory().numTensors;
        const parameter = tf.variable(tf.tensor(draw("w"), shape));
        const slots = openAdamSlots(tf);
        const reference = new Reference(await parameter.data());
        const earlier = parameter.clone();
        const start = Float64Array.from(reference.w);
        for (let t = 1; t <= 5; t++) {
          const gradient = tf.tensor(draw(`g${t}`), shape);
          slots.update("w", parameter, gradient, stepAt(t));
          reference.move(await gradient.data(), stepAt(t));
          gradient.dispose();
          await expectNear(parameter, reference.w);
        }
        const { first, second } = slots.read("w") as { first: tf.Tensor; second: tf.Tensor };
        await expectNear(first, reference.m);
        await expectNear(second, reference.v);
        expect(slots.names()).toEqual(["w"]);
        // Nothing is changed in place.
        await expectNear(earlier, start);
        slots.update("w", parameter, first, stepAt(6));
        await expectNear(first, reference.m);
        slots.dispose();
        expect(slots.names()).toEqual([]);
        tf.dispose([earlier, first, second, parameter]);
        expect(tf.memory().numTensors).toBe(before + 1); // The value that the variable started with.
        tf.disposeVariables();
      },
    );

    it("see a parameter that somebody else has written", async () => {
      const parameter = tf.variable(tf.tensor1d([1, 2]));
      const slots = openAdamSlots(tf);
      const gradient = tf.tensor1d([0.5, -0.5]);
      slots.update("w", parameter, gradient, stepAt(1));
      parameter.assign(tf.tensor1d([10, 20]));
      const reference = new Reference([1, 2]);
      reference.move([0.5, -0.5], stepAt(1));
      reference.w.set([10, 20]);
      slots.update("w", parameter, gradient, stepAt(2));
      reference.move([0.5, -0.5], stepAt(2));
      await expectNear(parameter, reference.w);
      slots.dispose();
    });

    it("go on with the same bytes from what was read", async () => {
      const run = async (interrupted: boolean) => {
        const parameter = tf.variable(tf.tensor1d(random.split("start").normal(9)));
        let slots = openAdamSlots(tf);
        for (let t = 1; t <= 6; t++) {
          if (interrupted && t === 4) {
            const kept = slots.read("w") as { first: tf.Tensor; second: tf.Tensor };
            slots.dispose();
            slots = openAdamSlots(tf);
            slots.write("w", kept);
            tf.dispose([kept.first, kept.second]);
          }
          slots.update("w", parameter, tf.tensor1d(random.split(`step-${t}`).normal(9)), stepAt(t));
        }
        slots.dispose();
        return parameter.data();
      };
      expect(await run(true)).toEqual(await run(false));
    });

    it("leave alone whatever was made of a parameter's values before", async () => {
      const parameter = tf.variable(tf.tensor(random.split("shown").normal(64 * 32), [64, 32]));
      const slots = openAdamSlots(tf);
      const gradient = tf.ones([64, 32]);
      slots.update("w", parameter, gradient, stepAt(1));
      const make: Record<string, () => tf.Tensor> = {
        clone: () => parameter.clone(),
        reshape: () => tf.reshape(parameter, [32, 64]),
        // TensorFlow's slice of leading rows shows the same buffer.
        slice: () => tf.slice(parameter, [0, 0], [32, 32]),
        transpose: () => tf.transpose(tf.reshape(parameter, [2, 1024])),
      };
      for (const [name, shown] of Object.entries(make)) {
        const earlier = shown();
        const values = Array.from(await earlier.data());
        for (let t = 2; t < 5; t++) slots.update("w", parameter, gradient, stepAt(t));
        expect(Array.from(await earlier.data()), name).toEqual(values);
        expect(Array.from(await shown().data()), name).not.toEqual(values);
        earlier.dispose();
      }
      slots.dispose();
    });

    it("refuse other shapes", () => {
      const slots = openAdamSlots(tf);
      const parameter = tf.variable(tf.zeros([3]));
      expect(() => slots.update("w", parameter, tf.zeros([2]), stepAt(1))).toThrow("[3], received [2]");
      slots.dispose();
    });
  });
});

describe.skipIf(!native)("Adam's slots on tfjs-node (needs tfjs-node)", () => {
  it("leave the parameter as it was where TensorFlow refuses the gradient", async () => {
    await openBackend({ require: "node" });
    const parameter = tf.variable(tf.tensor1d([1, 2]));
    const slots = openAdamSlots(tf);
    const gradient = tf.tensor1d([0.5, -0.5]);
    slots.update("w", parameter, gradient, stepAt(1));
    const values = Array.from(await parameter.data());
    expect(() => slots.update("w", parameter, tf.tensor1d([1, 2], "int32"), stepAt(2))).toThrow("float");
    expect(Array.from(await parameter.data())).toEqual(values);
    slots.update("w", parameter, gradient, stepAt(2));
    expect(Array.from(await parameter.data())).not.toEqual(values);
    slots.dispose();
  });
});
