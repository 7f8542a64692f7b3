import * as z from "zod";

/** The name of a measure that generated samples are held against real ones by. */
export type EvaluationMeasure =
  | "frechet-distance"
  | "precision"
  | "recall"
  | "density"
  | "coverage"
  | "class-difference";

/** What is measured of generated samples, and whether less of it is better. */
export const measureDirections: Readonly<Record<EvaluationMeasure, "lower" | "higher">> = {
  "frechet-distance": "lower",
  precision: "higher",
  recall: "higher",
  density: "higher",
  coverage: "higher",
  "class-difference": "lower",
};

/** When training ends before its last step. */
export interface StoppingSettings {
  readonly measure: EvaluationMeasure;
  /** Evaluations in a row that may pass without a better value. */
  readonly patience: number;
  /** Steps that are trained in any case. */
  readonly atLeast: number;
}

/** How generated samples are compared with real ones while training. */
export interface EvaluationSettings {
  /** Steps between evaluations; there is one at the last step, too. */
  readonly every: number;
  /** Generated samples, and as many real ones twice over: the reference, and those that show the floor. */
  readonly samples: number;
  /**
   * Where distances are taken: in the embedded digit classifier's features, or under PCA of pixels; `auto`: the classifier for the
   * digits of MNIST, PCA for all others.
   */
  readonly features: "auto" | "digit-classifier" | "pixel-components";
  /** The measure whose best step is kept. */
  readonly best: EvaluationMeasure;
  /** Training goes on to its last step unless given. */
  readonly stopping?: StoppingSettings;
}

const measureSchema = z.enum(Object.keys(measureDirections) as EvaluationMeasure[]);

export const evaluationSettingsSchema: z.ZodType<EvaluationSettings> = z.strictObject({
  every: z.int().positive().default(250),
  samples: z.int().min(50).max(50_000).default(1000),
  features: z.enum(["auto", "digit-classifier", "pixel-components"]).default("auto"),
  best: measureSchema.default("frechet-distance"),
  stopping: z
    .strictObject({
      measure: measureSchema.default("frechet-distance"),
      patience: z.int().positive().default(5),
      atLeast: z.int().nonnegative().default(0),
    })
    .exactOptional(),
});
