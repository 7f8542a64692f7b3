import { checkFeatures, type Features } from "../linear/features.ts";
import type { MatMul } from "../linear/mat-mul.ts";
import type { Estimate } from "../measure/estimate.ts";
import { meanInterval } from "../statistics/mean-interval.ts";
import { shareInterval } from "../statistics/share-interval.ts";
import { manifoldMembership } from "./manifold-membership.ts";

/** Fidelity and diversity by nearest-neighbour balls. */
export interface ManifoldEstimates {
  /** Share of generated rows in the union of the real balls. */
  readonly precision: Estimate & { readonly value: number };
  /** Share of real rows in the union of the generated balls. */
  readonly recall: Estimate & { readonly value: number };
  /** Mean over generated rows of the number of real balls that hold it, over k; can exceed 1. */
  readonly density: Estimate & { readonly value: number };
  /** Share of real rows whose own ball holds a generated row; about 1 − 2⁻ᵏ for equal distributions and sizes. */
  readonly coverage: Estimate & { readonly value: number };
  readonly k: number;
  readonly convention: "prdc" | "torch-fidelity";
}

/**
 * Precision, recall, density and coverage from exact k nearest neighbours.
 *
 * Two conventions are in use, and differ at ties and duplicates: `"prdc"` takes k = 5 and distance < radius,
 * `"torch-fidelity"` k = 3 and distance ≤ radius. Radii exclude the point itself in both. Identical distributions do
 * **not** give 1: at k = 5 precision is .996 (n = 1,000, d = 2), .87 (d = 16), .70 (n = 2,000, d = 64); give the floor.
 *
 * Intervals hold the balls fixed and take the rows that are asked as a sample (Wilson's score for shares, t for density):
 * of the generator against this reference, not of another reference. The row bootstrap is wrong here, since repeated rows
 * are their own neighbours (precision .714 got [.59, .67]).
 *
 * @param real `[n, d]`, n > k
 * @param generated `[m, d]`, m > k, better m = n
 * @param convention by default "prdc"
 * @param k by default 5 for "prdc", 3 for "torch-fidelity"
 * @param matMul a faster product; the result stays exact
 * @param level confidence, by default 0.95
 * @throws {ShapeError} when d differs
 * @throws {ConfigInvalidError} when k is not in 1 … n − 1
 * @throws {DatasetInvalidError} when there are fewer than 2 rows or a value is not finite
 * @see Kynkäänniemi et al. 2019; Naeem et al. 2020; torch-fidelity `metric_prc.py`, prdc `prdc.py`
 */
export function prdc({
  real,
  generated,
  convention = "prdc",
  k = convention === "prdc" ? 5 : 3,
  matMul,
  level = 0.95,
}: {
  readonly real: Features;
  readonly generated: Features;
  readonly convention?: "prdc" | "torch-fidelity";
  readonly k?: number;
  readonly matMul?: MatMul;
  readonly level?: number;
}): ManifoldEstimates {
  const reference = checkFeatures(real, { where: "prdc: real", minimumRows: 2 });
  const sample = checkFeatures(generated, { where: "prdc: generated", minimumRows: 2 });
  const { ballsOfGenerated, ballsOfReal, heldByReal } = manifoldMembership({
    real: reference,
    generated: sample,
    k,
    closed: convention === "torch-fidelity",
    matMul,
  });
  const share = (counts: Int32Array, given: string): Estimate & { readonly value: number } =>
    shareInterval({
      hits: counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0),
      n: counts.length,
      given,
      level,
    });
  const density = meanInterval({ values: Float64Array.from(ballsOfGenerated, (count) => count / k), level });
  return {
    precision: share(ballsOfGenerated, "real balls fixed"),
    recall: share(ballsOfReal, "generated balls fixed"),
    density: {
      ...density,
      interval: { ...density.interval, method: `${density.interval.method}, real balls fixed` },
    },
    coverage: share(heldByReal, "generated rows fixed"),
    k,
    convention,
  };
}
