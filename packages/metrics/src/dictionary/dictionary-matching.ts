import { DatasetInvalidError } from "@ganlens/core";
import { checkFeatures, type Features, type Matrix } from "../linear/features.ts";
import { hungarianAssignment } from "../linear/hungarian-assignment.ts";
import { multiplyTransposed } from "../linear/multiply.ts";
import { checkSameWidth } from "../neighbours/distance-blocks.ts";

/** How much two dictionaries are alike. */
export interface DictionaryMatching {
  /** Mean over the first's features of the largest cosine with any of the second; several may share one partner. */
  readonly firstInSecond: number;
  readonly secondInFirst: number;
  /** Mean cosine when each feature has a partner of its own (Hungarian). */
  readonly matched: number;
  /** `[min]`, the cosine of each pair, by row of the smaller dictionary. */
  readonly cosines: Float64Array;
  /** `[min]`, the row of the larger dictionary matched to each row of the smaller one (of the second when equal). */
  readonly assignment: Int32Array;
  /** Share of the first's features whose own partner has a cosine above `threshold`. */
  readonly shareAbove: number;
}

/**
 * Matches the decoder directions of two dictionaries by cosine.
 *
 * The sign of a direction counts. A floor is needed beside it: matched random directions have a mean |cosine| of .54 at d = 8 with 5, .29
 * at d = 32 with 8 of them. Stability is a matter of seeds, so no interval: give the values over pairs of seeds.
 *
 * @param first `[features, d]`, no row of zeros
 * @param second `[features', d]`
 * @param threshold of `shareAbove`, by default 0.7
 * @throws {ShapeError} when d differs
 * @throws {DatasetInvalidError} when a row is all zeros (a dead feature: leave it out) or a value is not finite
 * @see Sharkey, Braun, Millidge 2022 (mean max cosine similarity)
 */
export function dictionaryMatching({
  first,
  second,
  threshold = 0.7,
}: {
  readonly first: Features;
  readonly second: Features;
  readonly threshold?: number;
}): DictionaryMatching {
  const a = unitRows(first, "first");
  const b = unitRows(second, "second");
  const [n = 0, d = 0] = a.shape;
  const [m = 0, width = 0] = b.shape;
  checkSameWidth({ data: a.data, n, d }, { data: b.data, n: m, d: width }, "dictionaryMatching");
  const cosines = multiplyTransposed(a, b);
  const bestOfFirst = new Float64Array(n).fill(-1);
  const bestOfSecond = new Float64Array(m).fill(-1);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      const cosine = cosines.data[i * m + j] as number;
      bestOfFirst[i] = Math.max(bestOfFirst[i] as number, cosine);
      bestOfSecond[j] = Math.max(bestOfSecond[j] as number, cosine);
    }
  }
  const turned = n > m;
  const table = turned ? multiplyTransposed(b, a) : cosines;
  const columns = Math.max(n, m);
  const assignment = hungarianAssignment({ data: table.data.map((value) => -value), shape: table.shape });
  const matched = Float64Array.from(
    assignment,
    (column, row) => table.data[row * columns + column] as number,
  );
  const mean = (values: Float64Array): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    firstInSecond: mean(bestOfFirst),
    secondInFirst: mean(bestOfSecond),
    matched: mean(matched),
    cosines: matched,
    assignment,
    shareAbove: matched.filter((cosine) => cosine > threshold).length / n,
  };
}

function unitRows(features: Features, name: string): Matrix {
  const { data, n, d } = checkFeatures(features, { where: `dictionaryMatching: ${name}` });
  const out = Float64Array.from(data);
  for (let i = 0; i < n; i++) {
    const row = out.subarray(i * d, (i + 1) * d);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    if (length === 0) {
      throw new DatasetInvalidError({
        message: `dictionaryMatching: expected directions, received all zeros in row ${i} of ${name}.`,
        hint: "Leave dead features out.",
      });
    }
    for (let j = 0; j < d; j++) row[j]! /= length;
  }
  return { data: out, shape: [n, d] };
}
