import * as tf from "@tensorflow/tfjs";
import { installGradients } from "../../gradients/install-gradients.ts";
import { installKernels } from "../../kernels/install-kernels.ts";
import { openBackend } from "../../open-backend.ts";
import { networks } from "../networks.ts";
import { fusedAdam, stockAdam } from "../optimizers.ts";

/** How the first steps of a network went. */
export interface FirstSteps {
  /** The losses of every step. */
  readonly losses: readonly (readonly number[])[];
  /** Tensors that the last step left behind. */
  readonly leaked: number;
  /** Tensors that are left when the network is disposed of. */
  readonly kept: number;
}

/** Trains a network for a few steps: on cpu as tfjs comes, or on wasm, plain or relaxed, with our kernels, gradients and update. */
export async function firstSteps(
  name: string,
  {
    backend,
    batch,
    steps,
  }: { readonly backend: "cpu" | "wasm" | "wasm-relaxed"; readonly batch: number; readonly steps: number },
): Promise<FirstSteps> {
  const ours = backend !== "cpu";
  await openBackend({ require: backend });
  const atStart = tf.memory().numTensors;
  const restores = ours ? [installKernels(tf), installGradients(tf)] : [];
  const network = networks[name]?.({ batch, createOptimizer: ours ? fusedAdam : stockAdam });
  const losses: number[][] = [];
  let leaked = 0;
  for (let step = 0; step < steps; step++) {
    const before = tf.memory().numTensors;
    const values = network?.step() ?? [];
    losses.push(await Promise.all(values.map(async (value) => (await value.data())[0] as number)));
    tf.dispose(values);
    leaked = tf.memory().numTensors - before;
  }
  network?.dispose();
  for (const restore of restores) restore();
  return { losses, leaked, kept: tf.memory().numTensors - atStart };
}

/** The largest relative difference between the losses of two runs. */
export function largestDifference(a: FirstSteps, b: FirstSteps): number {
  const differences = a.losses.flatMap((losses, step) =>
    losses.map((loss, i) => Math.abs(loss - (b.losses[step]?.[i] ?? Number.NaN)) / Math.abs(loss)),
  );
  return differences.length === 0 ? Number.NaN : Math.max(...differences);
}
