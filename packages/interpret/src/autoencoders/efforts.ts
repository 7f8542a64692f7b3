import type { Effort } from "@ganlens/core";

/** Steps of 64 images that an autoencoder is trained for. */
export const autoencoderSteps: Readonly<Record<Effort, number>> = { glance: 300, quick: 600, normal: 1500 };

/** The seeds, counted from the lens's own, that an effort trains autoencoders from. */
export function effortSeeds(effort: Effort, seed: number): readonly number[] {
  return Array.from({ length: effort === "normal" ? 5 : 1 }, (_, i) => seed + i);
}
