import type { Interval, Measure } from "@ganlens/core";
import { type Estimate, measure, seedInterval, studentQuantile } from "@ganlens/metrics";
import type { DomainCurves } from "./curves.ts";

/** Real and generated, side by side. */
export interface BothCurves {
  readonly real: DomainCurves;
  readonly generated: DomainCurves;
}

export interface CompressionMeasures {
  /** Explained variance of real and of generated images by code size. */
  readonly real: readonly Measure[];
  readonly generated: readonly Measure[];
  /** Generated minus real, by code size; with an interval over seeds where there are several. */
  readonly gaps: readonly Measure[];
  readonly all: readonly Measure[];
}

/** The code size that the answer speaks of. */
export const leadingSize = 16;

/** The numbers behind the answer: every curve with its yardstick and its control. */
export function compressionMeasures({ real, generated }: BothCurves): CompressionMeasures {
  const ofReal = curveMeasures("real", real);
  const ofGenerated = curveMeasures("generated", generated);
  const gaps = real.principalComponents.sizes.map((size, i) => gapMeasure(size, i, { real, generated }));
  const leading = real.principalComponents.sizes.indexOf(leadingSize);
  const lead = [ofGenerated, ofReal, gaps].flatMap((measures) => measures[leading] ?? []);
  const others = [...ofGenerated, ...ofReal, ...gaps].filter((other) => !lead.includes(other));
  return {
    real: ofReal,
    generated: ofGenerated,
    gaps,
    all: [...lead, ...yardsticks(real, generated), ...others],
  };
}

/** A value over seeds where there are several, else of the one seed over held-out images. */
function overSeeds(values: readonly Estimate[]): Estimate {
  const [only] = values;
  if (values.length === 1) return only as Estimate;
  const numbers = values.map(({ value }) => value).filter((value) => value !== null);
  if (numbers.length < values.length)
    return { value: null, reason: "Some seeds have no value.", n: values.length };
  return seedInterval({ values: numbers });
}

function curveMeasures(
  name: string,
  { perSeed, principalComponents, mixed }: DomainCurves,
): readonly Measure[] {
  return principalComponents.sizes.map((size, i) => {
    const estimate = overSeeds(perSeed.map(({ explained }) => explained[i] as Estimate));
    const control = mixed.explained[i]?.value;
    return measure({
      name: `explained variance of ${name} images from ${size} numbers${perSeed.length === 1 ? " (this seed only)" : ""}`,
      ...estimate,
      ...(control == null
        ? {}
        : {
            control: {
              value: control,
              meaning: "the same images with every pixel taken from another image",
              expected: "lower" as const,
              margin: 0.05,
            },
          }),
      better: "higher",
    });
  });
}

function gapMeasure(size: number, i: number, { real, generated }: BothCurves): Measure {
  const differences = generated.perSeed.map(({ explained }, seed) => {
    const own = explained[i]?.value;
    const other = real.perSeed[seed]?.explained[i]?.value;
    return own == null || other == null ? null : own - other;
  });
  const name = `explained variance from ${size} numbers, generated minus real`;
  const numbers = differences.filter((value) => value !== null);
  if (numbers.length === 0) {
    return measure({ name, value: null, reason: "One of the sets does not vary.", n: 0, better: "neither" });
  }
  if (numbers.length > 1) {
    return measure({ name, ...gapOverSeeds(numbers, i, { real, generated }), better: "neither" });
  }
  const interval = differenceInterval(
    generated.perSeed[0]?.explained[i]?.interval,
    real.perSeed[0]?.explained[i]?.interval,
    numbers[0] as number,
  );
  const n = Math.min(generated.perSeed[0]?.explained[i]?.n ?? 0, real.perSeed[0]?.explained[i]?.n ?? 0);
  return measure({
    name: `${name} (this seed only)`,
    value: numbers[0] as number,
    ...(interval ? { interval } : {}),
    n,
    better: "neither",
  });
}

/**
 * The mean gap with an interval that covers training noise and the sampling of images on both sides.
 *
 * Each seed draws generated images anew, so the spread over seeds holds that side's sampling; the real images are one
 * sample, whose share is not made smaller by more seeds: it is taken as the generated side's excess spread over the real
 * side's (the same number of images), and at least as the interval over held-out real images.
 */
function gapOverSeeds(numbers: readonly number[], i: number, { real, generated }: BothCurves): Estimate {
  const estimate = seedInterval({ values: numbers });
  const spread = ({ perSeed }: DomainCurves) =>
    varianceOf(perSeed.map(({ explained }) => explained[i]?.value ?? 0));
  const heldOut = real.perSeed[0]?.explained[i]?.interval;
  const overImages = heldOut === undefined ? 0 : ((heldOut.high - heldOut.low) / 2 / 1.96) ** 2;
  const sampling = Math.max(overImages, spread(generated) - spread(real));
  const quantile = studentQuantile(0.975, numbers.length - 1);
  const half = quantile * Math.sqrt(varianceOf(numbers) / numbers.length + sampling);
  return {
    ...estimate,
    interval: {
      ...estimate.interval,
      low: estimate.value - half,
      high: estimate.value + half,
      method: `t over ${numbers.length} seeds, generated images drawn anew for each, and the sampling of real images`,
    },
  };
}

function varianceOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1);
}

/** The interval of a difference of two independent estimates, from theirs: half-widths added in quadrature. */
function differenceInterval(
  first: Interval | undefined,
  second: Interval | undefined,
  value: number,
): Interval | undefined {
  if (first === undefined || second === undefined) return undefined;
  const half = Math.hypot((first.high - first.low) / 2, (second.high - second.low) / 2);
  return {
    low: value - half,
    high: value + half,
    level: first.level,
    method: `${first.method}, half-widths of both sides in quadrature`,
    resampled: "samples",
  };
}

/** The least lead over principal components; negative where the autoencoder does worse, which it must not. */
function yardsticks(real: DomainCurves, generated: DomainCurves): readonly Measure[] {
  return Object.entries({ real, generated }).map(([name, { perSeed, principalComponents }]) => {
    const leads = perSeed.flatMap(({ explained }) =>
      explained.map(({ value }, i) => (value ?? 0) - (principalComponents.explained[i]?.value ?? 0)),
    );
    return measure({
      name: `least lead of the autoencoder over principal components of the same size, ${name} images`,
      value: Math.min(...leads),
      n: perSeed[0]?.explained[0]?.n ?? 0,
      better: "higher",
    });
  });
}
