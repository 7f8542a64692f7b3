import type { Measure } from "@ganlens/core";
import { type Estimate, measure, seedInterval } from "@ganlens/metrics";
import type { DomainCurves } from "./curves.ts";
import { type CompressionGap, power } from "./gap.ts";
import type { CompressionJudgement } from "./judge.ts";

/** Real and generated, side by side. */
export interface BothCurves {
  readonly real: DomainCurves;
  readonly generated: DomainCurves;
}

export interface CompressionMeasures {
  /** Explained variance of real and of generated images by code size. */
  readonly real: readonly Measure[];
  readonly generated: readonly Measure[];
  /** Training runs that each of them is of. */
  readonly seeds: number;
  readonly all: readonly Measure[];
}

/** The numbers behind the answer: what decides, and every curve with its yardstick and its control. */
export function compressionMeasures(
  { real, generated }: BothCurves,
  judgement: CompressionJudgement,
): CompressionMeasures {
  const ofReal = curveMeasures("real", real);
  const ofGenerated = curveMeasures("generated", generated);
  const { sizes } = real.principalComponents;
  const gaps = sizes.map((size, i) => gapMeasure(size, i, { real, generated }));
  const leading = sizes.indexOf(judgement.size);
  const lead = [ofGenerated, ofReal, gaps].flatMap((measures) => measures[leading] ?? []);
  const others = [...ofGenerated, ...ofReal, ...gaps].filter((other) => !lead.includes(other));
  return {
    real: ofReal,
    generated: ofGenerated,
    seeds: real.perSeed.length,
    all: [...judgedMeasures(judgement), ...lead, ...yardsticks(real, generated), ...others],
  };
}

/** The numbers that decide: principal components, every image kept by those that were fitted to others. */
function judgedMeasures({ size, gap, placebo }: CompressionJudgement): readonly Measure[] {
  const name = `explained variance from ${size} numbers, principal components`;
  const one = (title: string, { value, interval, detectable, n }: CompressionGap): Measure =>
    measure({
      name: `${name}, ${title}`,
      value,
      ...(interval === undefined ? {} : { interval }),
      n,
      detects: { defect: "any difference of this size", smallest: detectable, power },
      better: "neither",
    });
  return [
    one("generated minus real", gap),
    measure({
      name: `${name}, generated images`,
      value: gap.generated.explained,
      n: gap.n,
      better: "neither",
    }),
    measure({ name: `${name}, real images`, value: gap.real.explained, n: gap.n, better: "neither" }),
    ...(placebo === undefined
      ? []
      : [one("real images in the generator's place minus other real ones", placebo)]),
  ];
}

/** A value over seeds where there are several, else of the one seed over held-out images. */
function overSeeds(values: readonly Estimate[]): Estimate {
  const [only] = values;
  if (values.length === 1) return only as Estimate;
  const numbers = values.map(({ value }) => value).filter((value) => value !== null);
  if (numbers.length < values.length)
    return { value: null, reason: "Some seeds have no value.", n: values.length };
  const estimate = seedInterval({ values: numbers });
  const method = `t over ${values.length} seeds: holds what training anew would change, not other real images`;
  return { ...estimate, interval: { ...estimate.interval, method } };
}

function curveMeasures(
  name: string,
  { perSeed, principalComponents, mixed }: DomainCurves,
): readonly Measure[] {
  return principalComponents.sizes.map((size, i) => {
    const estimate = overSeeds(perSeed.map(({ explained }) => explained[i] as Estimate));
    const control = mixed.explained[i]?.value;
    return measure({
      name: `explained variance of ${name} images from ${size} numbers${perSeed.length === 1 ? " (this seed only)" : ` (mean of ${perSeed.length} seeds)`}`,
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

/** The difference of the autoencoders, without an interval: none that could be made from these runs holds the truth as often as it says. */
function gapMeasure(size: number, i: number, { real, generated }: BothCurves): Measure {
  const differences = generated.perSeed.flatMap(({ explained }, seed) => {
    const own = explained[i]?.value;
    const other = real.perSeed[seed]?.explained[i]?.value;
    return own == null || other == null ? [] : [own - other];
  });
  const count = differences.length;
  const remark =
    real.perSeed.length === 1
      ? "this seed only, no interval: another training run moves it"
      : `mean of ${real.perSeed.length} seeds, no interval: all share the real images and the start`;
  const name = `explained variance from ${size} numbers, autoencoders, generated minus real (${remark})`;
  if (count === 0) {
    return measure({ name, value: null, reason: "One of the sets does not vary.", n: 0, better: "neither" });
  }
  const n = Math.min(generated.perSeed[0]?.explained[i]?.n ?? 0, real.perSeed[0]?.explained[i]?.n ?? 0);
  const value = differences.reduce((sum, difference) => sum + difference, 0) / count;
  return measure({ name, value, n, better: "neither" });
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
