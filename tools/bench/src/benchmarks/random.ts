import { Random } from "@ganlens/core";
import type { Benchmark } from "../benchmark.ts";
import { timePerItem } from "../time-per-item.ts";

const count = 4096;

/** Seeded draws against the engine's own generator, which can be neither seeded nor split. */
export const randomBenchmark: Benchmark = {
  name: "random",
  question: "What does a seeded number cost, against one from Math.random?",
  item: "number",
  run: async () => {
    const random = Random.fromSeed(1);
    const target = new Float32Array(count);
    return [
      await timePerItem("Math.random", {
        items: count,
        run: () => {
          for (let i = 0; i < count; i++) target[i] = Math.random();
          return target;
        },
      }),
      await timePerItem("Random.uniform", { items: count, run: () => random.uniform(count) }),
      await timePerItem("Random.normal", { items: count, run: () => random.normal(count) }),
      await timePerItem("Random.permutation", { items: count, run: () => random.permutation(count) }),
    ];
  },
};
