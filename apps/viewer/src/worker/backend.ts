import {
  type BackendName,
  backendNames,
  installGradients,
  installKernels,
  openBackend,
} from "@ganlens/backend";
import { ConfigInvalidError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import plainUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import type { BackendFacts } from "../engine/messages.ts";

/**
 * Starts the first backend that works here (webgpu, webgl, wasm-relaxed, wasm, cpu), or the one that is asked for.
 *
 * @throws {BackendUnavailableError} when it does not start
 * @throws {ConfigInvalidError} when there is none of that name
 */
export async function startBackend({ backend }: { readonly backend?: string }): Promise<BackendFacts> {
  const required = backend === undefined ? undefined : knownBackend(backend);
  setWasmPaths({
    "tfjs-backend-wasm.wasm": absolute(plainUrl),
    "tfjs-backend-wasm-simd.wasm": absolute(simdUrl),
    // Threads are never asked for, but tfjs wants a place for all three.
    "tfjs-backend-wasm-threaded-simd.wasm": absolute(simdUrl),
  });
  // Its code is only fetched where there is a device to run it.
  if ("gpu" in navigator && (required === undefined || required === "webgpu")) {
    await import("@tensorflow/tfjs-backend-webgpu").catch(() => null);
  }
  const opened = await openBackend(required === undefined ? {} : { require: required });
  installKernels(tf);
  installGradients(tf);
  const { name, device, reason, tried } = opened;
  return { name, device, reason, tried: tried.map(({ name, problem }) => ({ name, problem })) };
}

function knownBackend(name: string): BackendName {
  const known = backendNames.find((each) => each === name);
  if (known !== undefined) return known;
  throw new ConfigInvalidError({
    message: `There is no backend called ${JSON.stringify(name.slice(0, 40))}.`,
    hint: "Put ?backend=webgpu, webgl, wasm-relaxed, wasm or cpu into the address, or leave it out.",
  });
}

function absolute(url: string): string {
  return new URL(url, self.location.href).href;
}
