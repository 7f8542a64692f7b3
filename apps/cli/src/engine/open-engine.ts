import {
  type BackendName,
  installGradients,
  installKernels,
  type OpenedBackend,
  openBackend,
} from "@ganlens/backend";
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
      backend: await backendVersion(backend.name),
    },
  };
}

/** The version of the package that a backend comes from; most come with tfjs itself. */
async function backendVersion(name: BackendName): Promise<string> {
  if (name !== "wasm") return `${name} of tfjs ${tf.version.tfjs}`;
  return `tfjs-backend-wasm ${(await import("@tensorflow/tfjs-backend-wasm")).version_wasm}`;
}
