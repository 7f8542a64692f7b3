import {
  type BackendName,
  installGradients,
  installKernels,
  type OpenedBackend,
  openBackend,
} from "@ganlens/backend";
import * as tf from "@tensorflow/tfjs";

/**
 * Starts tfjs with the kernels and gradients that ganlens adds; `node` is what `ganlens setup tfjs-node` brought.
 *
 * @throws {BackendUnavailableError} when the required backend, or none, works here
 */
export async function openEngine(required: BackendName | undefined): Promise<OpenedBackend> {
  const backend = await openBackend(required === undefined ? {} : { require: required });
  installKernels(tf);
  installGradients(tf);
  return backend;
}
