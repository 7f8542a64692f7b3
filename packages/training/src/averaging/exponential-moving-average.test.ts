import { installKernels, openBackend } from "@ganlens/backend";
import { Random } from "@ganlens/core";
import { eachBackend, expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { updateAverage } from "./exponential-moving-average.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const weights = (value: number) => new Map([["layer/kernel", tf.variable(tf.tensor1d([value, -value]))]]);

test.each([
  // Early steps keep (1 + step) / (10 + step), late ones the decay.
  [0, 0.9, 0.1 * 1 + 0.9 * 3],
  [1, 0.9, (2 / 11) * 1 + (9 / 11) * 3],
  [10_000, 0.9, 0.9 * 1 + 0.1 * 3],
  [10_000, 0, 3],
])("at step %d with decay %d the average keeps its share of itself", (step, decay, expected) => {
  const [averaged, current] = [weights(1), weights(3)];
  updateAverage(averaged, current, { decay, step });
  const [first, second] = averaged.get("layer/kernel")?.dataSync() ?? [];
  expect(first).toBeCloseTo(expected, 5);
  expect(second).toBeCloseTo(-expected, 5);
  expect([...(current.get("layer/kernel")?.dataSync() ?? [])]).toEqual([3, -3]);
  for (const each of [averaged, current]) tf.dispose([...each.values()]);
});

test("a weight without a current one is a fault", () => {
  const averaged = weights(1);
  expect(() => updateAverage(averaged, new Map(), { decay: 0.9, step: 1 })).toThrow(/layer\/kernel/);
  tf.dispose([...averaged.values()]);
});

const random = Random.fromSeed(12);
const native = await openBackend({ require: "node" }).then(
  () => true,
  () => false,
);

eachBackend(
  async (name) => {
    await openBackend({ require: name as "cpu" });
    const restore = installKernels(tf);
    return { close: () => restore() };
  },
  native ? ["cpu", "wasm", "node"] : ["cpu", "wasm"],
  () => {
    const valuesAt = (step: number) => random.split(`step-${step}`).normal(6);
    const variable = (values: Float32Array): tf.Variable =>
      tf.tidy(() => tf.variable(tf.tensor2d(values, [3, 2])));

    test("weights and running statistics follow the formula, and a resumed average has the same bytes", async () => {
      const follow = async (interruptedAt: number) => {
        let averaged = new Map([
          ["norm/gamma", variable(valuesAt(0))],
          ["norm/movingVariance", variable(valuesAt(0).map(Math.abs))],
        ]);
        const earlier = averaged.get("norm/gamma")?.clone() as tf.Tensor;
        for (let step = 1; step < 25; step++) {
          const current = new Map([
            ["norm/gamma", variable(valuesAt(step))],
            ["norm/movingVariance", variable(valuesAt(step).map(Math.abs))],
          ]);
          updateAverage(averaged, current, { decay: 0.6, step });
          tf.dispose([...current.values()]);
          if (step !== interruptedAt) continue;
          const saved = await Promise.all(
            [...averaged].map(async ([name, each]) => [name, await each.data<"float32">()] as const),
          );
          tf.dispose([...averaged.values()]);
          averaged = new Map(saved.map(([name, values]) => [name, variable(values)]));
        }
        expect(await earlier.data()).toEqual(valuesAt(0));
        const results = await Promise.all([...averaged.values()].map((each) => each.data()));
        tf.dispose([earlier, ...averaged.values()]);
        return results;
      };
      const straight = await follow(-1);
      expect(await follow(9)).toEqual(straight);
      for (const [i, of] of [(value: number) => value, Math.abs].entries()) {
        const expected = [...valuesAt(0)].map((start, entry) => {
          let average = of(start);
          for (let step = 1; step < 25; step++) {
            const kept = Math.min(0.6, (1 + step) / (10 + step));
            average = kept * average + (1 - kept) * of(valuesAt(step)[entry] as number);
          }
          return average;
        });
        expect(straight[i]).toBeAllclose(expected);
      }
    });

    test("leaks nothing", async () => {
      const [averaged, current] = [
        new Map([["w", variable(valuesAt(0))]]),
        new Map([["w", variable(valuesAt(1))]]),
      ];
      await expectNoLeak(tf, () => updateAverage(averaged, current, { decay: 0.9, step: 3 }), { runs: 20 });
      tf.dispose([...averaged.values(), ...current.values()]);
    });
  },
);
