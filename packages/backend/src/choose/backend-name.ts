/**
 * The backends that ganlens knows, by tfjs's own names (`node` is tfjs's `tensorflow`).
 *
 * `wasm-relaxed` is `wasm` with fused multiply-add in our kernels: faster, and other last bits.
 */
export type BackendName = "node" | "webgpu" | "webgl" | "wasm-relaxed" | "wasm" | "cpu";

/** Every backend, fastest first where all of them work. */
export const backendNames: readonly BackendName[] = [
  "node",
  "webgpu",
  "webgl",
  "wasm-relaxed",
  "wasm",
  "cpu",
];
