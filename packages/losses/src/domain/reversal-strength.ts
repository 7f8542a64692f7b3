import { assertRange } from "../shape-checks.ts";

/**
 * How strongly gradients are reversed in the course of training: λ = 2 / (1 + exp(−γp)) − 1.
 *
 * @param progress p in [0, 1], the share of training that is done
 * @param steepness γ > 0, by default 10
 * @returns in [0, 1), from 0 on
 * @throws {ConfigInvalidError} for other numbers
 * @see Ganin et al. 2016
 */
export function reversalStrength(progress: number, steepness = 10): number {
  const where = "reversalStrength";
  assertRange({ value: progress, what: "a progress", where, low: 0, high: 1 });
  assertRange({ value: steepness, what: "a steepness", where, low: 0, open: true });
  return Math.tanh((steepness * progress) / 2);
}
