import type { CheckedFeatures } from "../linear/features.ts";
import type { MatMul } from "../linear/mat-mul.ts";
import { forEachDistanceBlock, squaredDistance } from "../neighbours/distance-blocks.ts";

/** Rows near the owners of balls, one entry per pair. */
export interface BallPairs {
  readonly owner: readonly number[];
  readonly row: readonly number[];
  readonly squared: readonly number[];
}

/**
 * All pairs of an owner and a row that lie no further apart than the owner's reach, exactly.
 *
 * @param reach `[owners]`, squared
 * @param rows undefined for the owners themselves, then without pairs of a row with itself
 */
export function ballPairs({
  owners,
  reach,
  rows,
  matMul,
}: {
  readonly owners: CheckedFeatures;
  readonly reach: Float64Array;
  readonly rows?: CheckedFeatures;
  readonly matMul?: MatMul | undefined;
}): BallPairs {
  const others = rows ?? owners;
  const found = { owner: [] as number[], row: [] as number[], squared: [] as number[] };
  forEachDistanceBlock({
    first: others,
    second: owners,
    matMul,
    visit: ({ firstRow, rows: height, firstColumn, columns, squared, margins }) => {
      for (let i = 0; i < height; i++) {
        const row = firstRow + i;
        const margin = margins[i] as number;
        for (let j = 0, at = i * columns; j < columns; j++, at++) {
          const owner = firstColumn + j;
          if ((squared[at] as number) - margin > (reach[owner] as number)) continue;
          if (rows === undefined && row === owner) continue;
          const exact = squaredDistance(others, row, owners, owner);
          if (exact > (reach[owner] as number)) continue;
          found.owner.push(owner);
          found.row.push(row);
          found.squared.push(exact);
        }
      }
    },
  });
  return found;
}
