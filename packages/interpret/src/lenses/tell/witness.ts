import { concatRows, type NdArray } from "@ganlens/core";
import { ridgeRegression } from "@ganlens/metrics";
import type * as tf from "@tensorflow/tfjs";
import { decodeCodes } from "../../steps/decode-codes.ts";
import type { Reading } from "./reading.ts";

/** How far from the mean code pictures are decoded, in standard deviations of the classifier's score. */
export const witnessSteps: readonly number[] = [-3, -1, 1, 3];
/** As the classifier's. */
const penalty = 0.1;

/** Both sides, as they were read. */
export interface WitnessSides {
  readonly generated: Pick<Reading, "code">;
  readonly real: Pick<Reading, "code">;
}

/** The codes of {@link witnessCodes}, decoded: `[4, height, width, channels]`. */
export function witnessPictures(autoencoder: tf.LayersModel, sides: WitnessSides): Promise<NdArray> {
  return decodeCodes(autoencoder, witnessCodes(sides));
}

/**
 * The mean code moved along the classifier's direction, h̄ + t·a, from what it takes for real to what it takes for generated.
 *
 * a = Cov(h, s) / σ(s) for the score s = h·w: not the weights themselves, which also cancel what does not matter, but how codes differ
 * where the score does.
 *
 * @returns `[4, code]`
 * @see Haufe et al. 2014
 */
export function witnessCodes({ generated, real }: WitnessSides): NdArray {
  const code = concatRows([generated.code, real.code]);
  const [n = 0, d = 0] = code.shape;
  const sides = Float64Array.from({ length: n }, (_, i) => (i < n / 2 ? 1 : -1));
  const { weights } = ridgeRegression({ x: code, y: { data: sides, shape: [n, 1] }, penalty: penalty * n });
  const centre = new Float64Array(d);
  for (let at = 0; at < n * d; at++) {
    centre[at % d] = (centre[at % d] as number) + (code.data[at] as number) / n;
  }
  const pattern = new Float64Array(d);
  let variance = 0;
  for (let i = 0; i < n; i++) {
    let score = 0;
    for (let k = 0; k < d; k++) {
      score += ((code.data[i * d + k] as number) - (centre[k] as number)) * (weights.data[k] as number);
    }
    variance += score ** 2 / n;
    for (let k = 0; k < d; k++) {
      const off = (code.data[i * d + k] as number) - (centre[k] as number);
      pattern[k] = (pattern[k] as number) + (off * score) / n;
    }
  }
  const unit = Math.max(Math.sqrt(variance), Number.MIN_VALUE);
  const codes = new Float32Array(witnessSteps.length * d);
  for (const [step, far] of witnessSteps.entries()) {
    for (let k = 0; k < d; k++) {
      codes[step * d + k] = (centre[k] as number) + (far * (pattern[k] as number)) / unit;
    }
  }
  return { data: codes, shape: [witnessSteps.length, d] };
}
