import {
  combineGradients,
  installGradients,
  installKernels,
  openBackend,
  openWorkerPool,
  type PartialGradients,
  splitBatch,
} from "@ganlens/backend";
import { fusedAdam } from "@ganlens/backend/networks";
import { spawnWorker } from "@ganlens/core/node";
import * as tf from "@tensorflow/tfjs";
import type { TimingBenchmark } from "../../benchmark.ts";
import { DcganGradients, type DcganTask } from "./dcgan-gradients.ts";

const batch = 64;
const rounds = 7;

/** A whole data-parallel step: weights out, gradients back, combined, and one update. */
export const workersBenchmark: TimingBenchmark = {
  name: "workers",
  question: "How long does a DCGAN step of 64 images take on wasm without workers, with one and with two?",
  item: "step",
  async run() {
    await openBackend({ require: "wasm" });
    installKernels(tf);
    installGradients(tf);
    const networks = new DcganGradients();
    const optimizer = fusedAdam({ rate: 2e-4, beta1: 0.5, epsilon: 1e-8 });
    const pools = [1, 2].map((size) =>
      openWorkerPool({ size, url: new URL("./dcgan-process.ts", import.meta.url), spawn: spawnWorker }),
    );
    const update = ({ gradients }: PartialGradients) =>
      tf.tidy(() => {
        const byVariable = Object.entries(networks.variables).map(([name, variable]) => [
          variable.name,
          tf.tensor(gradients[name] as Float32Array, variable.shape),
        ]);
        optimizer.apply(Object.values(networks.variables), Object.fromEntries(byVariable));
      });
    const parallel = async (pool: (typeof pools)[number], seed: number) => {
      const weights: Record<string, Float32Array> = {};
      for (const [name, variable] of Object.entries(networks.variables)) {
        weights[name] = (await variable.data()) as Float32Array;
      }
      const tasks = splitBatch(batch, pool.size).map(({ from, to }, i) => ({
        weights,
        samples: to - from,
        seed: seed * 100 + i + 1,
      }));
      update(combineGradients(await pool.run<DcganTask, PartialGradients>("gradients", tasks)));
    };
    const ways = [
      {
        name: "no workers",
        step: async (seed: number) => update(await networks.run({ samples: batch, seed })),
      },
      ...pools.map((pool) => ({
        name: `${pool.size} worker${pool.size === 1 ? "" : "s"}`,
        step: (seed: number) => parallel(pool, seed),
      })),
    ];
    const times = ways.map(() => [] as number[]);
    for (let round = 0; round <= rounds; round++) {
      for (const [i, { step }] of ways.entries()) {
        const start = performance.now();
        await step(round + 1);
        // The first round warms up.
        if (round > 0) times[i]?.push(performance.now() - start);
      }
    }
    await Promise.all(pools.map((pool) => pool.close()));
    return ways.map(({ name }, i) => {
      const sorted = [...(times[i] ?? [])].sort((a, b) => a - b);
      return { name, nanosecondsPerItem: (sorted[Math.floor(sorted.length / 2)] as number) * 1e6 };
    });
  },
};
