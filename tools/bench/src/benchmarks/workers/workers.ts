import {
  combineGradients,
  installGradients,
  installKernels,
  openBackend,
  openWorkerPool,
  type PartialGradients,
  splitBatch,
  type WorkerPool,
} from "@ganlens/backend";
import { fusedAdam } from "@ganlens/backend/networks";
import { Random } from "@ganlens/core";
import { spawnWorker } from "@ganlens/core/node";
import * as tf from "@tensorflow/tfjs";
import type { ReportBenchmark } from "../../benchmark.ts";
import { describeMachine } from "../backend/describe-machine.ts";
import { DcganGradients, type DcganTask } from "./dcgan-gradients.ts";
import { DigitFeatures } from "./digit-features.ts";

const batch = 64;
const images = 10_000;

/** One thread against two: this one and a worker. */
export const workersBenchmark: ReportBenchmark = {
  name: "workers",
  question:
    "How much faster are two threads than one on wasm: a DCGAN step of 64, features of 10,000 images?",
  async report(options, print) {
    const rounds = Number(options[0] ?? 7);
    await openBackend({ require: "wasm" });
    installKernels(tf);
    installGradients(tf);
    print(describeMachine());
    print("");
    print("| work | one thread | a pool of one | two threads | two are faster by |");
    print("|---|---|---|---|---|");
    for (const { name, ways, close } of [await dcganStep(), await featureExtraction()]) {
      const [alone, one, two] = await medians(ways, rounds);
      const faster = ((alone as number) / (two as number)).toFixed(2);
      print(`| ${name} | ${words(alone)} | ${words(one)} | ${words(two)} | ${faster} × |`);
      await close();
    }
    print("");
    print(`Wall time, medians of ${rounds} rounds in which the ways take turns.`);
  },
};

interface Work {
  readonly name: string;
  readonly ways: readonly ((round: number) => Promise<unknown>)[];
  close(): Promise<unknown>;
}

type Tasks = NonNullable<Parameters<typeof openWorkerPool>[0]["here"]>;

function pools(here: Tasks): readonly [WorkerPool, WorkerPool] {
  const url = new URL("./dcgan-process.ts", import.meta.url);
  const open = (size: number) => openWorkerPool({ size, here, url, spawn: spawnWorker });
  return [open(1), open(2)];
}

/** A whole data-parallel step: weights out, gradients back, combined, and one update. */
async function dcganStep(): Promise<Work> {
  const networks = new DcganGradients();
  const optimizer = fusedAdam({ rate: 2e-4, beta1: 0.5, epsilon: 1e-8 });
  const variables = Object.entries(networks.variables);
  // Workers read the weights where they are written.
  const weights = Object.fromEntries(
    variables.map(([name, { size }]) => [name, new Float32Array(new SharedArrayBuffer(4 * size))]),
  );
  const update = ({ gradients }: PartialGradients) =>
    tf.tidy(() => {
      const byVariable = variables.map(([name, variable]) => [
        variable.name,
        tf.tensor(gradients[name] as Float32Array, variable.shape),
      ]);
      optimizer.apply(Object.values(networks.variables), Object.fromEntries(byVariable));
    });
  // The variables of this thread are the weights.
  const here = { gradients: ({ samples, seed }: DcganTask) => networks.run({ samples, seed }) };
  const both = pools(here as Tasks);
  const parallel = async (pool: WorkerPool, round: number) => {
    if (pool.size > 1) {
      for (const [name, variable] of variables) weights[name]?.set((await variable.data()) as Float32Array);
    }
    const tasks = splitBatch(batch, pool.size).map(({ from, to }, i) => ({
      weights,
      samples: to - from,
      seed: round * 100 + i + 1,
    }));
    update(combineGradients(await pool.run<DcganTask, PartialGradients>("gradients", tasks)));
  };
  return {
    name: `DCGAN step, ${batch} images`,
    ways: [
      async (round) => update(await networks.run({ samples: batch, seed: round * 100 + 1 })),
      ...both.map((pool) => (round: number) => parallel(pool, round)),
    ],
    close: () => Promise.all(both.map((pool) => pool.close())),
  };
}

/** Features of images that lie in this thread. */
async function featureExtraction(): Promise<Work> {
  const classifier = await DigitFeatures.load();
  const data = new Float32Array(new SharedArrayBuffer(4 * images * 784));
  data.set(Random.fromSeed(3).uniform(images * 784));
  const here = { features: (part: Float32Array) => classifier.of(part) };
  const both = pools(here as Tasks);
  const split = async (pool: WorkerPool) => {
    const parts = splitBatch(images, pool.size).map(({ from, to }) => data.subarray(from * 784, to * 784));
    const features = await pool.run<Float32Array, Float32Array>("features", parts);
    const all = new Float32Array(images * 64);
    for (const [i, { from }] of splitBatch(images, pool.size).entries()) {
      all.set(features[i] as Float32Array, from * 64);
    }
    return all;
  };
  const [alone, together] = [await classifier.of(data), await split(both[1])];
  if (alone.some((value, i) => value !== together[i]))
    throw new Error("Two threads gave other features than one.");
  return {
    name: `features of ${images.toLocaleString("en")} images`,
    ways: [() => classifier.of(data), ...both.map((pool) => () => split(pool))],
    close: () => Promise.all(both.map((pool) => pool.close())),
  };
}

async function medians(ways: Work["ways"], rounds: number): Promise<number[]> {
  const times = ways.map(() => [] as number[]);
  for (let round = 0; round <= rounds; round++) {
    for (const [i, way] of ways.entries()) {
      const start = performance.now();
      await way(round + 1);
      // The first round warms up.
      if (round > 0) times[i]?.push(performance.now() - start);
    }
  }
  return times.map((list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] as number);
}

function words(milliseconds = Number.NaN): string {
  return milliseconds < 1000 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1000).toFixed(2)} s`;
}
