/** The backends that ganlens knows, by tfjs's own names (`node` is tfjs's `tensorflow`). */
export type BackendName = "node" | "webgpu" | "webgl" | "wasm" | "cpu";

/** Every backend, fastest first where all of them work. */
export const backendNames: readonly BackendName[] = ["node", "webgpu", "webgl", "wasm", "cpu"];
