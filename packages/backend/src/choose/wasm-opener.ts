import * as tf from "@tensorflow/tfjs";
import { limitMemory } from "../memory/limit-memory.ts";
import type { BackendOpener } from "./backend-opener.ts";
import { isNode } from "./node-side.ts";

/** WebAssembly. Threads exist in pages that are cross-origin isolated; in Node there is always one. */
export const wasmOpener: BackendOpener = {
  registered: "wasm",
  load: async ({ threads }) => {
    const wasm = await import("@tensorflow/tfjs-backend-wasm");
    // Refused after the start, so only while nothing runs yet.
    if (!isNode() && tf.engine().registry.wasm === undefined) wasm.setThreadsCount(threads);
  },
  describe: ({ threads }) => {
    const simd = tf.env().getBool("WASM_HAS_SIMD_SUPPORT") ? "128-bit SIMD" : "no SIMD";
    const several = !isNode() && threads > 1 && tf.env().getBool("WASM_HAS_MULTITHREAD_SUPPORT");
    return `WebAssembly, ${simd}, ${several ? `${threads} threads` : "1 thread"}`;
  },
  guard: () => {
    limitMemory(tf);
  },
};
