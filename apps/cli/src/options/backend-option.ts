import type { BackendName } from "@ganlens/backend";
import { Option } from "commander";

const names: readonly BackendName[] = ["wasm", "wasm-relaxed", "cpu", "node", "webgpu", "webgl"];

/** `--backend NAME`: this one or none. */
export function backendOption(): Option {
  return new Option(
    "--backend <name>",
    "what computes; the first of node, webgpu, wasm-relaxed, wasm and cpu that works, if left out",
  ).choices(names);
}
