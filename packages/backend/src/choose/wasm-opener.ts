import * as tf from "@tensorflow/tfjs";
import { limitMemory } from "../memory/limit-memory.ts";
import type { BackendOpener } from "./backend-opener.ts";
import { isNode } from "./node-side.ts";

/** WebAssembly. Threads exist in pages that are cross-origin isolated; in Node there is always one. */
export const wasmOpener: BackendOpener = {
  registered: "wasm",
  load: async ({ threads }) => {
    const wasm = await import("@tensorflow/tfjs-backend-wasm");
    // Both are refused after the start, so only while nothing runs yet. With one thread the build without threads is
    // taken: the other one starts workers from its own source text, which minifiers break, and then waits for ever.
    if (isNode() || tf.engine().registry.wasm !== undefined) return;
    if (threads > 1) wasm.setThreadsCount(threads);
    else tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  },
  startHint:
    "Let the server deliver the .wasm files of @tensorflow/tfjs-backend-wasm, and say where with its setWasmPaths.",
  describe: ({ threads }) => {
    const simd = tf.env().getBool("WASM_HAS_SIMD_SUPPORT") ? "128-bit SIMD" : "no SIMD";
    const several = !isNode() && threads > 1 && tf.env().getBool("WASM_HAS_MULTITHREAD_SUPPORT");
    return `WebAssembly, ${simd}, ${several ? `${threads} threads` : "1 thread"}`;
  },
  guard: () => {
    limitMemory(tf);
  },
};
