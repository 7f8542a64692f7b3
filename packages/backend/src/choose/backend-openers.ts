import type { BackendName } from "./backend-name.ts";
import type { BackendOpener } from "./backend-opener.ts";
import { cpuOpener } from "./cpu-opener.ts";
import { tfjsNodeOpener } from "./tfjs-node-opener.ts";
import { wasmOpener } from "./wasm-opener.ts";
import { wasmRelaxedOpener } from "./wasm-relaxed-opener.ts";
import { webglOpener } from "./webgl-opener.ts";
import { webgpuOpener } from "./webgpu-opener.ts";

/** How each backend is opened. */
export const backendOpeners: Readonly<Record<BackendName, BackendOpener>> = {
  node: tfjsNodeOpener,
  webgpu: webgpuOpener,
  webgl: webglOpener,
  "wasm-relaxed": wasmRelaxedOpener,
  wasm: wasmOpener,
  cpu: cpuOpener,
};
