import { ConfigInvalidError } from "@ganlens/core";
import { checkFeatures, type Features } from "../linear/features.ts";

/**
 * Each code cut into bins of equal width between its least and its largest value, the last bin closed on the right.
 *
 * A constant code lies in one bin. Edges are least + i·(largest − least)/bins.
 *
 * @param codes `[n, codes]`
 * @param bins ≥ 2; 20 in the literature
 * @returns one array per code, `[n]`, in [0, bins)
 * @throws {ConfigInvalidError} when bins is not an integer ≥ 2
 * @throws {DatasetInvalidError} when there is no row or a value is not finite
 * @see Locatello et al. 2019; disentanglement_lib `utils.py`
 */
export function discretiseCodes(codes: Features, bins: number): readonly Int32Array[] {
  const { data, n, d } = checkFeatures(codes, { where: "discretiseCodes: codes" });
  if (!Number.isInteger(bins) || bins < 2) {
    throw new ConfigInvalidError({ message: `discretiseCodes: expected bins ≥ 2, received ${bins}.` });
  }
  return Array.from({ length: d }, (_, j) => {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < n; i++) {
      const value = data[i * d + j] as number;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    const out = new Int32Array(n);
    const width = high / bins - low / bins;
    if (!(width > 0)) return out;
    for (let i = 0; i < n; i++) {
      const value = data[i * d + j] as number;
      let bin = Math.min(bins - 1, Math.floor((value - low) / width));
      // The division rounds: the edges decide.
      while (bin > 0 && value < low + bin * width) bin--;
      while (bin + 1 < bins && value >= low + (bin + 1) * width) bin++;
      out[i] = bin;
    }
    return out;
  });
}
