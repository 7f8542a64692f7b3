import * as tf from "@tensorflow/tfjs";
import type { BackendName } from "../choose/backend-name.ts";
import { networks } from "../networks/networks.ts";
import { fusedAdam } from "../networks/optimizers.ts";
import type { StepTime } from "./inspection.ts";

/** The six networks from the quickest to the slowest, and roughly how much longer than the first a step takes. */
const order: readonly (readonly [name: string, cost: number])[] = [
  ["points-gan", 1],
  ["autoencoder", 2.5],
  ["mlp-gan", 4],
  ["conv-vae", 10],
  ["sparse-autoencoder", 25],
  ["dcgan", 70],
];

/** Steps after the first, which compiles shaders and packs weights and is not counted. */
const mostRuns = 8;
const fewestRuns = 2;

export interface TimeStepsOptions {
  readonly backend: BackendName;
  /** For all networks together, about; one that would not fit is skipped. */
  readonly seconds: number;
  readonly now: () => number;
}

/** Times full training steps of the six networks on the current backend. */
export async function timeSteps({ backend, seconds, now }: TimeStepsOptions): Promise<StepTime[]> {
  const end = now() + seconds * 1e3;
  const times: StepTime[] = [];
  let unit = 0;
  for (const [place, [step, cost]] of order.entries()) {
    const start = now();
    const expected = unit * cost * (1 + fewestRuns);
    if (start + expected > end) {
      times.push({ backend, step, milliseconds: null, runs: 0, problem: null });
      continue;
    }
    try {
      const share = (end - start) / (order.length - place);
      const durations = await runSteps(step, { until: start + share, now });
      const middle = durations.sort((a, b) => a - b)[durations.length >> 1] as number;
      unit = middle / cost;
      times.push({ backend, step, milliseconds: middle, runs: durations.length, problem: null });
    } catch (error) {
      const problem = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
      times.push({ backend, step, milliseconds: null, runs: 0, problem });
    }
  }
  return times;
}

async function runSteps(
  name: string,
  { until, now }: { readonly until: number; readonly now: () => number },
): Promise<number[]> {
  const create = networks[name];
  if (create === undefined) throw new Error(`There is no network ${name}.`);
  const durations: number[] = [];
  const network = create({ createOptimizer: fusedAdam });
  try {
    for (let run = 0; run <= mostRuns && (run <= fewestRuns || now() < until); run++) {
      const start = now();
      const losses = network.step();
      // Where a device runs behind, the next step waits for this one's update.
      for (const loss of losses) await loss.data();
      tf.dispose(losses);
      if (run > 0) durations.push(now() - start);
    }
  } finally {
    network.dispose();
  }
  return durations;
}
