import * as z from "zod";

/** A number that says how near what was made is to real samples. */
export interface EvaluatedMeasure {
  readonly value: number;
  /** What as many real samples score against the same reference. */
  readonly floor: number;
  /** 95 % confidence; null where there is none. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly better: "lower" | "higher";
}

/** Where a measure was best so far. */
export interface BestStep {
  readonly measure: string;
  readonly step: number;
  readonly value: number;
}

/** How what is made at a step compares with real samples. */
export interface Evaluation {
  readonly step: number;
  /** Generated samples, and as many real ones. */
  readonly samples: number;
  /** Where distances are taken. */
  readonly features: string;
  readonly measures: Readonly<Record<string, EvaluatedMeasure>>;
  /** The share of each class by a classifier's answers; null where there is no classifier. */
  readonly classes: {
    readonly generated: readonly number[];
    readonly real: readonly number[];
  } | null;
  /** Null where no measure was chosen. */
  readonly best: BestStep | null;
}

export const bestStepSchema: z.ZodType<BestStep> = z.strictObject({
  measure: z.string(),
  step: z.int().nonnegative(),
  value: z.number(),
});

/** One line of `evaluations.ndjson`. */
export const evaluationSchema: z.ZodType<Evaluation> = z.strictObject({
  step: z.int().nonnegative(),
  samples: z.int().positive(),
  features: z.string(),
  measures: z.record(
    z.string(),
    z.strictObject({
      value: z.number(),
      floor: z.number(),
      interval: z.strictObject({ low: z.number(), high: z.number() }).nullable(),
      better: z.enum(["lower", "higher"]),
    }),
  ),
  classes: z.strictObject({ generated: z.array(z.number()), real: z.array(z.number()) }).nullable(),
  best: bestStepSchema.nullable(),
});
