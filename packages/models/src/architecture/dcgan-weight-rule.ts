import type { WeightRule } from "../build/weight-rule.ts";

/** DCGAN's first values: kernels N(0, 0.02²), gamma N(1, 0.02²) (Radford, Metz, Chintala 2015). */
export function dcganWeightRule(weight: string): WeightRule | undefined {
  if (weight === "kernel") return { kind: "normal", mean: 0, standardDeviation: 0.02 };
  return weight === "gamma" ? { kind: "normal", mean: 1, standardDeviation: 0.02 } : undefined;
}
