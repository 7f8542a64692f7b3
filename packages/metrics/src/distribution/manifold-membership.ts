import type { CheckedFeatures } from "../linear/features.ts";
import type { MatMul } from "../linear/mat-mul.ts";
import { checkSameWidth, forEachDistanceBlock, squaredDistance } from "../neighbours/distance-blocks.ts";
import {
  BallCounts,
  type GroupedBalls,
  groupedBalls,
  groupOfRow,
  manifoldGroups,
} from "./manifold-jackknife.ts";

/** Which rows of two sets lie in the other set's nearest-neighbour balls, also with groups of rows left out. */
export interface ManifoldMembership {
  /** Of generated rows in real balls. */
  readonly generated: BallCounts;
  /** Of real rows in generated balls. */
  readonly real: BallCounts;
  /** Per real row, generated rows that its own ball holds. */
  readonly heldByReal: Int32Array;
  readonly realBalls: GroupedBalls;
  /** `[real]`, squared distance to the nearest generated row, its group, and the nearest of another group; only within reach of the ball. */
  readonly nearest: Float64Array;
  readonly nearestGroup: Int8Array;
  readonly nearestOfOthers: Float64Array;
}

/**
 * Counts ball memberships in one walk through all real–generated distances; radii reach the k-th neighbour excluding
 * self.
 *
 * @param closed true for distance ≤ radius, false for distance < radius
 * @param grouped true to follow what leaving out groups would change
 */
export function manifoldMembership({
  real,
  generated,
  k,
  closed,
  grouped,
  matMul,
}: {
  readonly real: CheckedFeatures;
  readonly generated: CheckedFeatures;
  readonly k: number;
  readonly closed: boolean;
  readonly grouped: boolean;
  readonly matMul?: MatMul | undefined;
}): ManifoldMembership {
  checkSameWidth(real, generated, "prdc");
  const realBalls = groupedBalls({ set: real, k, grouped, matMul });
  const generatedBalls = groupedBalls({ set: generated, k, grouped, matMul });
  const ofGenerated = new BallCounts(generated.n);
  const ofReal = new BallCounts(real.n);
  const heldByReal = new Int32Array(real.n);
  const nearest = new Float64Array(real.n).fill(Number.POSITIVE_INFINITY);
  const nearestOfOthers = new Float64Array(real.n).fill(Number.POSITIVE_INFINITY);
  const nearestGroup = new Int8Array(real.n).fill(-1);
  const holds = (radius: number, distance: number): boolean =>
    closed ? distance <= radius : distance < radius;

  const place = (row: number, column: number, distance: number): void => {
    if (holds(realBalls.radii[column] as number, distance)) {
      ofGenerated.inside(row, column);
      heldByReal[column]!++;
    } else if (grouped && holds(realBalls.largest[column] as number, distance)) {
      for (let g = 0; g < manifoldGroups; g++) {
        if (holds(realBalls.without[column * manifoldGroups + g] as number, distance)) {
          ofGenerated.insideWithout(row, column, g);
        }
      }
    }
    if (holds(generatedBalls.radii[row] as number, distance)) ofReal.inside(column, row);
    else if (grouped && holds(generatedBalls.largest[row] as number, distance)) {
      for (let g = 0; g < manifoldGroups; g++) {
        if (holds(generatedBalls.without[row * manifoldGroups + g] as number, distance)) {
          ofReal.insideWithout(column, row, g);
        }
      }
    }
    const group = groupOfRow(row);
    if (distance < (nearest[column] as number)) {
      if (group !== nearestGroup[column]) nearestOfOthers[column] = nearest[column] as number;
      nearest[column] = distance;
      nearestGroup[column] = group;
    } else if (group !== nearestGroup[column] && distance < (nearestOfOthers[column] as number)) {
      nearestOfOthers[column] = distance;
    }
  };

  forEachDistanceBlock({
    first: generated,
    second: real,
    matMul,
    visit: ({ firstRow, rows, firstColumn, columns, squared, margins }) => {
      for (let i = 0; i < rows; i++) {
        const row = firstRow + i;
        const margin = margins[i] as number;
        const reach = generatedBalls.largest[row] as number;
        for (let j = 0, at = i * columns; j < columns; j++, at++) {
          const column = firstColumn + j;
          const least = (squared[at] as number) - margin;
          // Few pairs come this near, so that all of them can be looked at exactly.
          if (!(least > reach && least > (realBalls.largest[column] as number))) {
            place(row, column, squaredDistance(generated, row, real, column));
          }
        }
      }
    },
  });
  return {
    generated: ofGenerated,
    real: ofReal,
    heldByReal,
    realBalls,
    nearest,
    nearestGroup,
    nearestOfOthers,
  };
}
