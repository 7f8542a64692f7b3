import { createRequire } from "node:module";
import { type BackendName, installGradients, installKernels, openBackend } from "@ganlens/backend";
import { nodeSide } from "@ganlens/backend/node";
import type { RunRecord } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";

/** A started tfjs, as run.json names it. */
export type TrainingBackend = Pick<RunRecord, "backend" | "versions">;

/**
 * Starts tfjs with the kernels and gradients that ganlens adds.
 *
 * @throws {BackendUnavailableError} when the required backend, or none, works here
 */
export async function openTrainingBackend(
  options: { readonly require?: BackendName; readonly prefer?: BackendName } = {},
): Promise<TrainingBackend> {
  const { name, device } = await openBackend(options);
  installKernels(tf);
  installGradients(tf);
  const own = createRequire(import.meta.url)("@ganlens/training/package.json") as {
    readonly version: string;
  };
  const known = packages[name];
  const version = known === undefined ? undefined : nodeSide.packageVersions()[`@tensorflow/${known}`];
  return {
    backend: { name, device },
    versions: {
      ganlens: own.version,
      node: process.versions.node,
      tfjs: tf.version.tfjs,
      backend: version === undefined ? `${name} of tfjs ${tf.version.tfjs}` : `${known} ${version}`,
    },
  };
}

/** Packages that backends come from; the others come with tfjs itself. */
const packages: Readonly<Partial<Record<BackendName, string>>> = {
  wasm: "tfjs-backend-wasm",
  webgpu: "tfjs-backend-webgpu",
  node: "tfjs-node",
};
