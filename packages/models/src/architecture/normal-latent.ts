import type { LatentSpec } from "@ganlens/core";

/** The latent specification of a generator with N(0, I) noise and, where `classes` is given, equally likely classes. */
export function normalLatent(size: number, classes?: number): LatentSpec {
  const noise = { kind: "noise", name: "noise", size, prior: "normal" } as const;
  if (classes === undefined) return { parts: [noise] };
  const distribution = Array.from({ length: classes }, () => 1 / classes);
  return { parts: [noise, { kind: "label", name: "label", classes, distribution }] };
}
