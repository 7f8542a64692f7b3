import * as z from "zod";

/** An interval of plausible values and how it was made. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly level: number;
  readonly method: string;
  readonly resampled: "samples" | "seeds";
}

/** A number with what is needed to read it: no naked numbers. */
export interface Measure {
  readonly name: string;
  /** `null` when it could not be computed; then `reason` says why. */
  readonly value: number | null;
  readonly reason?: string;
  readonly unit?: string;
  readonly n: number;
  readonly interval?: Interval;
  /** What a perfect generator scores at this n. */
  readonly floor?: { readonly value: number; readonly n: number; readonly meaning: string };
  /** The same quantity where it must fail (or agree), which way it must go, and whether it did. */
  readonly control?: {
    readonly value: number;
    readonly meaning: string;
    readonly expected: "lower" | "higher" | "equal";
    readonly passed: boolean;
  };
  readonly secondExtractor?: { readonly name: string; readonly value: number };
  readonly detects?: { readonly defect: string; readonly smallest: number; readonly power: number };
  readonly better: "higher" | "lower" | "neither";
}

export const intervalSchema: z.ZodType<Interval> = z.strictObject({
  low: z.number(),
  high: z.number(),
  level: z.number().gt(0).lt(1),
  method: z.string(),
  resampled: z.enum(["samples", "seeds"]),
});

export const measureSchema: z.ZodType<Measure> = z.strictObject({
  name: z.string(),
  value: z.number().nullable(),
  reason: z.string().exactOptional(),
  unit: z.string().exactOptional(),
  n: z.int().nonnegative(),
  interval: intervalSchema.exactOptional(),
  floor: z.strictObject({ value: z.number(), n: z.int().nonnegative(), meaning: z.string() }).exactOptional(),
  control: z
    .strictObject({
      value: z.number(),
      meaning: z.string(),
      expected: z.enum(["lower", "higher", "equal"]),
      passed: z.boolean(),
    })
    .exactOptional(),
  secondExtractor: z.strictObject({ name: z.string(), value: z.number() }).exactOptional(),
  detects: z.strictObject({ defect: z.string(), smallest: z.number(), power: z.number() }).exactOptional(),
  better: z.enum(["higher", "lower", "neither"]),
});
