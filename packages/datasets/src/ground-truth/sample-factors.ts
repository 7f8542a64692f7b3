import { ConfigInvalidError, type NdArray, type Random } from "@ganlens/core";
import { pairedFactors } from "./correlated-pairs.ts";
import type { FactorValues, GroundTruthFactor, SampleFactorsOptions } from "./ground-truth-data.ts";

/** Draws for one that is kept after which it is given up. */
const mostDraws = 1000;

/**
 * Indices of factors that are drawn independently, each value as often as another, but for correlated pairs, `[count, factors]`; where `keep` refuses, all
 * factors of that image are drawn again, so that what is kept has the frequencies that it has among all.
 *
 * @throws {ConfigInvalidError} for a count that is not an integer of at least 0, for pairs that {@link pairedFactors} refuses, and when
 * `keep` refuses nearly everything
 */
export function sampleFactors(
  factors: readonly GroundTruthFactor[],
  count: number,
  random: Random,
  { keep, correlated = [] }: SampleFactorsOptions = {},
): NdArray<Int32Array> {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new ConfigInvalidError({
      message: `Expected a number of images that is an integer of at least 0, received ${count}.`,
    });
  }
  const width = factors.length;
  const pairs = pairedFactors(factors, correlated);
  const paired = new Set(pairs.flatMap(({ columns }) => columns));
  const data = new Int32Array(count * width);
  const row = new Int32Array(width);
  let kept = 0;
  for (let drawn = 0; kept < count; drawn += count - kept) {
    if (drawn > mostDraws * count) {
      throw new ConfigInvalidError({
        message: `Expected keep to allow at least one image in ${mostDraws}, but it allowed ${kept} of ${drawn}.`,
        hint: "keep is called with the values of the factors by their names, and missing combinations are refused: let more of them be.",
      });
    }
    const missing = count - kept;
    const columns = factors.map(({ size }, k) =>
      paired.has(k) ? new Int32Array(0) : random.integers(missing, { high: size }),
    );
    for (const pair of pairs) {
      const drawnPair = pair.draw(missing, random);
      for (const side of [0, 1] as const) columns[pair.columns[side]] = drawnPair[side];
    }
    for (let i = 0; i < missing; i++) {
      for (let k = 0; k < width; k++) row[k] = (columns[k] as Int32Array)[i] as number;
      if (keep === undefined || keep(valuesAt(factors, row))) data.set(row, kept++ * width);
    }
  }
  return { data, shape: [count, width] };
}

/** The values at whole indices, by the names of the factors. */
function valuesAt(factors: readonly GroundTruthFactor[], row: Int32Array): FactorValues {
  return Object.fromEntries(factors.map(({ name, values }, k) => [name, values[row[k] as number] as number]));
}
