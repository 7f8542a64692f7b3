import type { NdArray } from "@ganlens/core";
import { holmAdjusted, meanInterval, studentTest } from "@ganlens/metrics";
import { radialSpectrum } from "./radial-spectrum.ts";

/** Mean of log₁₀ power with its 95 % interval. */
interface BandMean {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Power of generated and real images in one band of frequencies. */
export interface BandDifference {
  /** In cycles per pixel. */
  readonly frequency: number;
  readonly generated: BandMean;
  readonly real: BandMean;
  /** Welch's test of log₁₀ power, adjusted by Holm over bands. */
  readonly pValue: number;
}

/** How power differs in each band of frequencies. */
export function spectrumDifferences(generated: NdArray, real: NdArray): readonly BandDifference[] {
  const [first, second] = [radialSpectrum(generated), radialSpectrum(real)];
  const pValues = first.power.map((values, band) => {
    const other = second.power[band] as Float64Array;
    if (isConstant(values) && isConstant(other)) return Number(values[0] === other[0]);
    return studentTest({ first: values, second: other }).pValue;
  });
  const adjusted = holmAdjusted(pValues);
  return first.frequencies.map((frequency, band) => ({
    frequency,
    generated: meanOf(first.power[band] as Float64Array),
    real: meanOf(second.power[band] as Float64Array),
    pValue: adjusted[band] as number,
  }));
}

function meanOf(values: Float64Array): BandMean {
  const { value, interval } = meanInterval({ values });
  return { value, low: interval.low, high: interval.high };
}

function isConstant(values: Float64Array): boolean {
  return values.every((value) => value === values[0]);
}
