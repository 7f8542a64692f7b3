import type { LatentSpec } from "@ganlens/core";

/** The latent specification of a generator with N(0, I) noise and, where `classes` is given, equally likely classes. */
export function normalLatent(size: number, classes?: number): LatentSpec {
  if (classes === undefined) return { size, prior: "normal" };
  return {
    size,
    prior: "normal",
    label: { classes, distribution: Array.from({ length: classes }, () => 1 / classes) },
  };
}
