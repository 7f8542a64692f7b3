import { Random } from "@ganlens/core";
import { latentSize } from "./dcgan-onnx.ts";

/** The latents that every process generates from, batch after batch: N(0, 1), [batch, 100]. */
export function latents(batch: number): Float32Array {
  return Random.fromSeed(7)
    .split("latents")
    .normal(batch * latentSize);
}

/** Numbers of one image, 64 × 64 × 3. */
export const pixels: number = 64 * 64 * 3;
