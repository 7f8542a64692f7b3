import type { CheckedFeatures } from "../linear/features.ts";
import type { MatMul } from "../linear/mat-mul.ts";
import { checkSameWidth, forEachDistanceBlock, squaredDistance } from "../neighbours/distance-blocks.ts";
import { neighboursWithin } from "../neighbours/nearest-neighbours.ts";

/** Which rows of two sets lie in the union of the other set's nearest-neighbour balls. */
export interface ManifoldMembership {
  /** Per generated row, how many real balls hold it. */
  readonly ballsOfGenerated: Int32Array;
  /** Per real row, how many generated balls hold it. */
  readonly ballsOfReal: Int32Array;
  /** Per real row, how many generated rows its own ball holds. */
  readonly heldByReal: Int32Array;
}

/**
 * Counts ball memberships in one walk through all real–generated distances; radii reach the k-th neighbour excluding
 * self.
 *
 * @param closed true for distance ≤ radius, false for distance < radius
 */
export function manifoldMembership({
  real,
  generated,
  k,
  closed,
  matMul,
}: {
  readonly real: CheckedFeatures;
  readonly generated: CheckedFeatures;
  readonly k: number;
  readonly closed: boolean;
  readonly matMul?: MatMul | undefined;
}): ManifoldMembership {
  checkSameWidth(real, generated, "prdc");
  const realRadii = lastOfEach(neighboursWithin(real, k, matMul).squared, k);
  const generatedRadii = lastOfEach(neighboursWithin(generated, k, matMul).squared, k);
  const ballsOfGenerated = new Int32Array(generated.n);
  const ballsOfReal = new Int32Array(real.n);
  const heldByReal = new Int32Array(real.n);
  forEachDistanceBlock({
    first: generated,
    second: real,
    matMul,
    visit: ({ firstRow, rows, firstColumn, columns, squared, margins }) => {
      for (let i = 0; i < rows; i++) {
        const row = firstRow + i;
        const margin = margins[i] as number;
        const own = generatedRadii[row] as number;
        for (let j = 0, at = i * columns; j < columns; j++, at++) {
          const column = firstColumn + j;
          const other = realRadii[column] as number;
          let distance = squared[at] as number;
          if (distance - margin > own && distance - margin > other) continue;
          if (!(Math.abs(distance - own) > margin && Math.abs(distance - other) > margin)) {
            distance = squaredDistance(generated, row, real, column);
          }
          if (closed ? distance <= other : distance < other) {
            ballsOfGenerated[row]!++;
            heldByReal[column]!++;
          }
          if (closed ? distance <= own : distance < own) ballsOfReal[column]!++;
        }
      }
    },
  });
  return { ballsOfGenerated, ballsOfReal, heldByReal };
}

function lastOfEach(values: Float64Array, k: number): Float64Array {
  return Float64Array.from({ length: values.length / k }, (_, i) => values[i * k + k - 1] as number);
}
