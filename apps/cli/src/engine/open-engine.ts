import {
  type BackendName,
  installGradients,
  installKernels,
  type OpenedBackend,
  openBackend,
} from "@ganlens/backend";
import { nodeSide } from "@ganlens/backend/node";
import * as tf from "@tensorflow/tfjs";
import { version } from "../version.ts";

/** A started tfjs, and what run.json says of it. */
export interface Engine {
  readonly backend: OpenedBackend;
  readonly versions: Readonly<Record<string, string>>;
}

/**
 * Starts tfjs with the kernels and gradients that ganlens adds.
 *
 * @throws {BackendUnavailableError} when the required backend, or none, works here
 */
export async function openEngine(
  options: { readonly require?: BackendName | undefined; readonly prefer?: BackendName | undefined } = {},
): Promise<Engine> {
  const { require: required, prefer } = options;
  const backend = await openBackend({
    ...(required === undefined ? {} : { require: required }),
    ...(prefer === undefined ? {} : { prefer }),
  });
  installKernels(tf);
  installGradients(tf);
  return {
    backend,
    versions: {
      ganlens: version,
      node: process.versions.node,
      tfjs: tf.version.tfjs,
      backend: backendVersion(backend.name),
    },
  };
}

/** Packages that backends come from; the others come with tfjs itself. */
const packages: Readonly<Partial<Record<BackendName, string>>> = {
  wasm: "tfjs-backend-wasm",
  "wasm-relaxed": "tfjs-backend-wasm",
  webgpu: "tfjs-backend-webgpu",
  node: "tfjs-node",
};

function backendVersion(name: BackendName): string {
  const known = packages[name];
  const found = known === undefined ? undefined : nodeSide.packageVersions()[`@tensorflow/${known}`];
  return found === undefined ? `${name} of tfjs ${tf.version.tfjs}` : `${known} ${found}`;
}
