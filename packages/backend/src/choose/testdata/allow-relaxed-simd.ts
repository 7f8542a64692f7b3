import { setFlagsFromString } from "node:v8";
import { hasRelaxedSimd } from "../../inspect/wasm-features.ts";

/** Relaxed SIMD in this process: Node 22 and later have it, Node 20 behind a flag of its engine. */
export function allowRelaxedSimd(): void {
  if (!hasRelaxedSimd()) setFlagsFromString("--experimental-wasm-relaxed-simd");
}
