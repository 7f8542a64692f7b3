import { type LatentSpec, labelPart, type Measure } from "@ganlens/core";
import { type Estimate, measure } from "@ganlens/metrics";
import type { Contrast } from "./contrast.ts";
import type { ReadBack } from "./read-back.ts";
import type { Sensitivity } from "./sensitivity.ts";

/** All that was found out. */
export interface IdentifiabilityFacts {
  readonly latent: LatentSpec;
  /** Labels drawn from their distribution (or no labels at all). */
  readonly drawn: ReadBack;
  /** All images of one class; for conditional generators. */
  readonly fixed: ReadBack | undefined;
  readonly label: number | undefined;
  /** Absent where there is no generator to move. */
  readonly sensitivity: Sensitivity | undefined;
  readonly contrast: Contrast | undefined;
}

export interface IdentifiabilityMeasures {
  readonly sum: Measure;
  readonly aboveHalf: Measure;
  readonly all: readonly Measure[];
}

/** The numbers behind the answer. */
export function identifiabilityMeasures(facts: IdentifiabilityFacts): IdentifiabilityMeasures {
  const { latent, drawn, fixed, label, sensitivity, contrast } = facts;
  const how = labelPart(latent) === undefined ? "" : ", labels drawn";
  const sum = sumMeasure(`sum of R² along all readable directions${how}`, drawn);
  const aboveHalf = countMeasure(0.5, how, drawn);
  const leading = drawn.canonical.columns.slice(0, 10).map((estimate, i) =>
    measure({
      name: `R² along readable direction ${i + 1}${how}`,
      ...estimate,
      control: shuffledControl(drawn, i),
      better: "neither",
    }),
  );
  const coordinates = drawn.perCoordinate.map((value) => value ?? 0);
  const all = [
    sum,
    aboveHalf,
    countMeasure(0.8, how, drawn),
    ...(sensitivity === undefined ? [] : sensitivityMeasures(sensitivity)),
    ...leading,
    measure({
      name: `mean R² per coordinate of the prior${how} (depends on the axes: a footnote)`,
      value: coordinates.reduce((total, value) => total + value, 0) / coordinates.length,
      n: drawn.testCount,
      better: "neither",
    }),
    ...(fixed === undefined
      ? []
      : [
          sumMeasure(`sum of R² along all readable directions, label fixed at ${label}`, fixed),
          countMeasure(0.5, `, label fixed at ${label}`, fixed),
        ]),
    ...(contrast === undefined
      ? []
      : [
          measure({
            name: `sum of R² from ${contrast.codeSize} principal components, trained generator`,
            value: contrast.trained,
            n: drawn.testCount,
            better: "neither",
          }),
          measure({
            name: `sum of R² from ${contrast.codeSize} principal components, at step 0 (a contrast, not a control)`,
            value: contrast.untrained,
            n: drawn.testCount,
            better: "neither",
          }),
        ]),
  ];
  return { sum, aboveHalf, all };
}

function sumMeasure(name: string, { canonical, shuffled, testCount }: ReadBack): Measure {
  return measure({
    name,
    ...atLeastValue(canonical.sum),
    n: testCount,
    control: {
      value: Math.max(...shuffled.canonical.columns.map(({ value }) => value ?? 0)),
      meaning: "the largest R² of any direction when codes and noise do not belong together",
      expected: "lower",
      bound: 0.02,
    },
    better: "neither",
  });
}

function countMeasure(
  threshold: 0.5 | 0.8,
  how: string,
  { canonical, counted, shuffled, testCount }: ReadBack,
): Measure {
  const above = ({ columns }: ReadBack["canonical"]): number =>
    columns.filter(({ value }) => (value ?? 0) > threshold).length;
  return measure({
    name: `directions with R² above ${threshold}${how}`,
    value: above(canonical),
    interval: (threshold === 0.5 ? counted.half : counted.fourFifths).interval,
    n: testCount,
    control: {
      value: above(shuffled.canonical),
      meaning: "codes and noise that do not belong together",
      expected: "lower",
      bound: 0,
    },
    better: "neither",
  });
}

function sensitivityMeasures({ effective, share, points }: Sensitivity): readonly Measure[] {
  return [
    ...(share === undefined
      ? []
      : [
          measure({
            name: "share of E[JᵀJ] that the directions with R² above 0.5 for certain hold, over that of the best as many",
            ...share.ratio,
            floor: { value: share.chance, n: points, meaning: "as many random directions" },
            better: "neither",
          }),
          measure({
            name: "share of the trace of E[JᵀJ] that the directions with R² above 0.5 for certain hold",
            ...share.held,
            floor: {
              value: share.chance * share.best,
              n: points,
              meaning: "as many random directions",
            },
            better: "neither",
          }),
          measure({
            name: "chance that as many random directions hold as much",
            value: share.pValue,
            n: points,
            better: "neither",
          }),
        ]),
    measure({
      name: "directions that hold nine tenths of E[JᵀJ] (no interval: that of so few points holds the truth too seldom)",
      ...effective,
      better: "neither",
    }),
  ];
}

function shuffledControl({ shuffled }: ReadBack, i: number) {
  return {
    value: shuffled.canonical.columns[i]?.value ?? 0,
    meaning: "codes and noise that do not belong together",
    expected: "lower" as const,
    bound: 0.02,
  };
}

/** An estimate whose interval is widened to hold its own value: a percentile interval of a sum may miss it by a hair. */
function atLeastValue(estimate: Estimate): Estimate {
  const { value, interval } = estimate;
  if (value === null || interval === undefined) return estimate;
  return {
    ...estimate,
    interval: { ...interval, low: Math.min(interval.low, value), high: Math.max(interval.high, value) },
  };
}
