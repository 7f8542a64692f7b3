import type { LatentSpec, Latents, Random } from "@ganlens/core";

/**
 * Draws `count` latents from a generator's prior, labels (where it takes them) from their distribution.
 *
 * @returns z of shape [count, size]: N(0, 1) or uniform in [−1, 1)
 */
export function sampleLatents(latent: LatentSpec, count: number, random: Random): Latents {
  const noise = random.split("noise");
  const size = count * latent.size;
  const values = latent.prior === "normal" ? noise.normal(size) : noise.uniform(size, { low: -1, high: 1 });
  const z = { data: values, shape: [count, latent.size] };
  if (latent.label === undefined) return { z };
  return { z, labels: random.split("labels").choice(count, latent.label.distribution) };
}

/** As {@link sampleLatents}, with labels 0, 1, 2 … in turn: a grid whose columns are classes. */
export function gridLatents(latent: LatentSpec, count: number, random: Random): Latents {
  const { z } = sampleLatents(latent, count, random);
  const classes = latent.label?.classes;
  if (classes === undefined) return { z };
  return { z, labels: Int32Array.from({ length: count }, (_, i) => i % classes) };
}
