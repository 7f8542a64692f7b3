import { ShapeError } from "@ganlens/core";
import { type CheckedFeatures, checkFeatures, type Features } from "../linear/features.ts";
import { checkFactors, checkVarying, type Factors, type Labels } from "./labels.ts";

/** Codes of samples whose true factors are known. */
export interface LabelledCodes {
  /** `[n, codes]` */
  readonly codes: Features;
  /** `[n, factors]` */
  readonly factors: Factors;
}

/** What a read-out is fitted on, and what it is scored on: disjoint samples. */
export interface LabelledSplits {
  readonly train: LabelledCodes;
  readonly test: LabelledCodes;
}

/** {@link LabelledCodes} that were checked, factors as labels. */
export interface CheckedLabelledCodes extends CheckedFeatures {
  readonly factors: readonly Labels[];
}

/**
 * Codes and factors that agree in rows.
 *
 * @throws {ShapeError} when they do not
 * @throws {DatasetInvalidError} when there are fewer than 2 rows, a value is not finite or a factor takes one value only
 */
export function checkLabelledCodes({ codes, factors }: LabelledCodes, where: string): CheckedLabelledCodes {
  const checked = checkFeatures(codes, { where: `${where}: codes`, minimumRows: 2 });
  const labels = checkFactors(factors, { where, n: checked.n });
  checkVarying(labels, where);
  return { ...checked, factors: labels };
}

/**
 * Both splits; a factor's values in the test set are numbered as in the training set.
 *
 * @throws as {@link checkLabelledCodes}, and {ShapeError} when the two differ in codes
 */
export function checkLabelledSplits(
  { train, test }: LabelledSplits,
  where: string,
): { readonly train: CheckedLabelledCodes; readonly test: CheckedLabelledCodes } {
  const fit = checkLabelledCodes(train, `${where}: train`);
  const rows = checkFeatures(test.codes, { where: `${where}: test codes` });
  if (rows.d !== fit.d) {
    throw new ShapeError({ message: `${where}: expected ${fit.d} codes in test, received ${rows.d}.` });
  }
  const factors = checkFactors(test.factors, { where: `${where}: test`, n: rows.n, known: fit.factors });
  return { train: fit, test: { ...rows, factors } };
}
