import { type LatentSpec, labelPart, type Measure } from "@ganlens/core";
import { type Estimate, measure } from "@ganlens/metrics";
import type { Contrast } from "./contrast.ts";
import type { IdentifiabilityOptions } from "./identifiability-options.ts";
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
  readonly options: IdentifiabilityOptions;
}

export interface IdentifiabilityMeasures {
  readonly sum: Measure;
  readonly aboveHalf: Measure;
  readonly aboveFourFifths: Measure;
  readonly agreement: Measure | undefined;
  readonly all: readonly Measure[];
}

/** The numbers behind the answer. */
export function identifiabilityMeasures(facts: IdentifiabilityFacts): IdentifiabilityMeasures {
  const { latent, drawn, fixed, label, sensitivity, contrast } = facts;
  const how = labelPart(latent) === undefined ? "" : ", labels drawn";
  const sum = sumMeasure(`sum of R² along all readable directions${how}`, drawn);
  const aboveHalf = countMeasure(0.5, how, drawn);
  const aboveFourFifths = countMeasure(0.8, how, drawn);
  const leading = drawn.canonical.columns.slice(0, 10).map((estimate, i) =>
    measure({
      name: `R² along readable direction ${i + 1}${how}`,
      ...estimate,
      control: shuffledControl(drawn, i),
      better: "neither",
    }),
  );
  const coordinates = drawn.perCoordinate.map((value) => value ?? 0);
  const agreement =
    sensitivity &&
    measure({
      name: `mean cos² between the ${sensitivity.compared} best readable directions and the ${sensitivity.compared} leading ones of E[JᵀJ]${how}`,
      value: sensitivity.agreement.meanSquaredCosine,
      n: facts.options.jacobianPoints,
      control: {
        value: sensitivity.agreement.chance,
        meaning: "random subspaces of that size",
        expected: "lower",
        margin: 0.1,
      },
      better: "neither",
    });
  const all = [
    sum,
    aboveHalf,
    aboveFourFifths,
    ...(agreement === undefined ? [] : [agreement]),
    ...leading,
    ...(sensitivity === undefined
      ? []
      : [
          measure({
            name: "directions that hold nine tenths of E[JᵀJ]",
            value: sensitivity.effective,
            n: facts.options.jacobianPoints,
            better: "neither",
          }),
        ]),
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
  return { sum, aboveHalf, aboveFourFifths, agreement, all };
}

function sumMeasure(name: string, { canonical, shuffled, testCount }: ReadBack): Measure {
  return measure({
    name,
    ...atLeastValue(canonical.sum),
    n: testCount,
    control: {
      value: Math.max(...shuffled.columns.map(({ value }) => value ?? 0)),
      meaning: "the largest R² of any direction when codes and noise do not belong together",
      expected: "lower",
      bound: 0.02,
    },
    better: "neither",
  });
}

function countMeasure(threshold: number, how: string, { canonical, shuffled, testCount }: ReadBack): Measure {
  const count = ({ columns }: Pick<ReadBack["canonical"], "columns">, pick: (estimate: Estimate) => number) =>
    columns.filter((estimate) => pick(estimate) > threshold).length;
  return measure({
    name: `directions with R² above ${threshold}${how}`,
    value: count(canonical, ({ value }) => value ?? 0),
    interval: {
      low: count(canonical, ({ interval }) => interval?.low ?? 0),
      high: count(canonical, ({ interval }) => interval?.high ?? 0),
      level: 0.95,
      method: "each direction's own interval above the threshold, or reaching it",
      resampled: "samples",
    },
    n: testCount,
    control: {
      value: count(shuffled, ({ value }) => value ?? 0),
      meaning: "codes and noise that do not belong together",
      expected: "lower",
      bound: 0,
    },
    better: "neither",
  });
}

function shuffledControl({ shuffled }: ReadBack, i: number) {
  return {
    value: shuffled.columns[i]?.value ?? 0,
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
