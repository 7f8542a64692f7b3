import type { Evaluation } from "@ganlens/core";

/** What monitors are shown after a step. */
export interface Observation {
  /** Steps taken so far. */
  readonly step: number;
  readonly totalSteps: number;
  readonly losses: Readonly<Record<string, number>>;
  /** Numbers by name: those that the objective told, and where they were looked at, those of {@link observedParts}. */
  readonly parts: Readonly<Record<string, number>>;
  /** Arrays by name, means over a batch: those that the objective told, see {@link observedStatistics}. */
  readonly statistics: Readonly<Record<string, Float32Array>>;
  /** The losses that fall where training goes well. */
  readonly falling: readonly string[];
  /** Where samples were measured at this step. */
  readonly evaluation?: Evaluation;
}

/** How the parts are called that the loop adds to those of the objective. */
export const observedParts = {
  /** The norm of a network's gradient. */
  gradientNorm: (player: string): string => `${player}/gradient-norm`,
  /** Mean distance between two generated samples, over that between two real ones. */
  spread: "samples/spread",
  /** How many classes the samples are of, by their nearest labelled real ones: e to the entropy of their shares, at most the classes. */
  classes: "samples/classes",
} as const;

/**
 * How an objective calls the statistics of what a network codes, for monitors to find them: put behind the network's name and a
 * slash, as in `autoencoder/code-usage`.
 */
export const observedStatistics = {
  /** E μ(x) of each entry of a code, [code]. */
  codeMean: "code-mean",
  /** E μ(x)², of each entry of a code, [code]. */
  codeMeanSquare: "code-mean-square",
  /** The share of positions that each entry of a codebook was chosen at, [entries]. */
  codeUsage: "code-usage",
  /** The share of samples that each feature of a dictionary was active on, [features]. */
  featureActivity: "feature-activity",
} as const;

/** What a name that ends so belongs to, with its value: `[["autoencoder", …]]` for `code-usage`. */
export function namedAfter<T>(values: Readonly<Record<string, T>>, ending: string): readonly [string, T][] {
  return Object.entries(values).flatMap(([name, value]) =>
    name.endsWith(`/${ending}`) ? [[name.slice(0, -ending.length - 1), value]] : [],
  );
}
