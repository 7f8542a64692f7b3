import type { BackendUnavailableError } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";
import { lostDeviceError } from "./backend-failure.ts";

/** The parts of tfjs's graphics backends that can be lost. */
interface DeviceBackend {
  read(dataId: object): Promise<unknown>;
  readonly device?: { readonly lost: Promise<{ readonly reason?: string; readonly message: string }> };
  readonly gpgpu?: { readonly gl: { isContextLost(): boolean } };
  runWebGPUProgram?(...values: unknown[]): unknown;
}

const watched = new WeakMap<DeviceBackend, () => BackendUnavailableError | undefined>();

/**
 * Makes the current backend say when its graphics device is lost (driver reset, out of memory, removed adapter).
 *
 * Stock tfjs then computes nothing, and reading a tensor fails with an error that names no cause or with zeros. On
 * backends without a device this does nothing. Idempotent.
 *
 * @param tensorflow the caller's tfjs, with its backend chosen
 * @returns the loss, once there is one; undefined on backends without a device
 * @throws {BackendUnavailableError} later: from reading a tensor, and on webgpu from the next operation
 */
export function watchDevice(tensorflow: typeof tf): (() => BackendUnavailableError | undefined) | undefined {
  const name = tensorflow.getBackend();
  if (name !== "webgpu" && name !== "webgl") return undefined;
  const backend = tensorflow.backend() as unknown as DeviceBackend;
  const before = watched.get(backend);
  if (before !== undefined) return before;

  let loss: BackendUnavailableError | undefined;
  const lost = backend.device?.lost.then(({ reason, message }) => {
    loss = lostDeviceError(name, [reason, message].filter(Boolean).join(": "));
    return loss;
  });
  const current = () => {
    if (loss === undefined && backend.gpgpu?.gl.isContextLost() === true) {
      loss = lostDeviceError(name, "its context was lost");
    }
    return loss;
  };
  const read = backend.read.bind(backend);
  backend.read = async (dataId) => {
    throwIf(current());
    try {
      const values = await read(dataId);
      throwIf(current());
      return values;
    } catch (error) {
      // Both promises settle at about the same time; the loss is the cause, so it is waited for shortly.
      await Promise.race([lost, new Promise((resolve) => setTimeout(resolve, 100))]);
      throw current() ?? error;
    }
  };
  const run = backend.runWebGPUProgram?.bind(backend);
  if (run !== undefined) {
    backend.runWebGPUProgram = (...values) => {
      throwIf(current());
      return run(...values);
    };
  }
  watched.set(backend, current);
  return current;
}

function throwIf(error: BackendUnavailableError | undefined): void {
  if (error !== undefined) throw error;
}
