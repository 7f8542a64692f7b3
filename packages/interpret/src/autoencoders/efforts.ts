import type { Effort } from "@ganlens/core";

/** Steps of 64 images that an autoencoder is trained for. */
export const autoencoderSteps: Readonly<Record<Effort, number>> = { quick: 1000, normal: 1500 };

/** The seeds, counted from the lens's own, that an effort trains autoencoders from. */
export function effortSeeds(effort: Effort, seed: number): readonly number[] {
  return Array.from({ length: effort === "quick" ? 1 : 5 }, (_, i) => seed + i);
}
