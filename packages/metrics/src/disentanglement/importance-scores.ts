import { ConfigInvalidError } from "@ganlens/core";
import { checkFeatures, type Features } from "../linear/features.ts";

/** Disentanglement and completeness of an importance matrix. */
export interface ImportanceScores {
  /** In [0, 1]: each code matters to one factor only; `null` when there is one factor, since nothing can be mixed. */
  readonly disentanglement: number | null;
  /** In [0, 1]: each factor is read from one code only; `null` when there is one code. */
  readonly completeness: number | null;
  /** `[codes]`. */
  readonly disentanglementPerCode: Float64Array | null;
  /** `[factors]`. */
  readonly completenessPerFactor: Float64Array | null;
}

/** Added to importances before their shares, so that a code without any has even shares and scores 0. */
const floor = 1e-11;

/**
 * Disentanglement and completeness from the importance of each code to each factor (DCI).
 *
 * D = Σⱼ ρⱼ (1 − H_K(Pⱼ)), Pⱼ the shares of code j's importance among the K factors, H_K the entropy to base K, ρⱼ the
 * share of code j in all importance; C the same with the roles of codes (base: their number) and factors changed. A code
 * without importance weighs nothing; when nothing has importance both are 0. Which regressor gave R changes the scores: see
 * {@link dciGradientBoosting}, {@link dciLasso}, {@link dciLogistic}.
 *
 * @param importance R, `[codes, factors]`, ≥ 0
 * @throws {ShapeError} when it is not a matrix
 * @throws {DatasetInvalidError} when it is empty or not finite
 * @throws {ConfigInvalidError} when an entry is negative
 * @see Eastwood and Williams 2018; disentanglement_lib `dci.py`
 */
export function importanceScores(importance: Features): ImportanceScores {
  const { data, n: codes, d: factors } = checkFeatures(importance, { where: "importanceScores" });
  const negative = data.findIndex((value) => value < 0);
  if (negative >= 0) {
    throw new ConfigInvalidError({
      message: `importanceScores: expected importances ≥ 0, received ${data[negative]} for code ${Math.floor(negative / factors)}, factor ${negative % factors}.`,
      hint: "Take absolute values of coefficients.",
    });
  }
  const transposed = Float64Array.from(
    { length: codes * factors },
    (_, i) => data[(i % codes) * factors + Math.floor(i / codes)] as number,
  );
  const byCode = concentration(data, factors);
  const byFactor = concentration(transposed, codes);
  return {
    disentanglement: byCode === null ? null : weighted(byCode, data, factors),
    completeness: byFactor === null ? null : weighted(byFactor, transposed, codes),
    disentanglementPerCode: byCode,
    completenessPerFactor: byFactor,
  };
}

/** 1 − entropy of each row's shares, to the base of the row's length. */
function concentration(data: ArrayLike<number>, width: number): Float64Array | null {
  if (width < 2) return null;
  return Float64Array.from({ length: data.length / width }, (_, row) => {
    let total = 0;
    for (let i = 0; i < width; i++) total += (data[row * width + i] as number) + floor;
    let entropy = 0;
    for (let i = 0; i < width; i++) {
      const share = ((data[row * width + i] as number) + floor) / total;
      entropy -= share * Math.log(share);
    }
    return 1 - entropy / Math.log(width);
  });
}

function weighted(scores: Float64Array, data: ArrayLike<number>, width: number): number {
  let total = 0;
  let sum = 0;
  scores.forEach((score, row) => {
    let weight = 0;
    for (let i = 0; i < width; i++) weight += data[row * width + i] as number;
    total += weight;
    sum += weight * score;
  });
  return total > 0 ? sum / total : 0;
}
