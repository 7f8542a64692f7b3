import * as z from "zod";

/** One sentence that a lens says, and what it rests on. */
export interface Verdict {
  /** Unique among the verdicts of a result. */
  readonly id: string;
  readonly level: "good" | "note" | "problem" | "cannot tell";
  /** At most 20 words with at most one quantity, no interval, no hash. */
  readonly headline: string;
  /** The line below: interval, what would have been seen, what would change it. */
  readonly detail?: string;
  /** Names of the measures that it is made from. */
  readonly measures?: readonly string[];
  /** Ids of the controls that it depends on. */
  readonly controls?: readonly string[];
}

/** Something whose truth is known, looked at in the generator's place: clean, or with a planted fault. */
export interface Control {
  /** Unique among the controls of a result. */
  readonly id: string;
  readonly kind: "placebo" | "spike-in" | "contrast";
  /** What was looked at: "held-out real images", "5 % of the training images copied". */
  readonly title: string;
  readonly draws: number;
  /** Draws in which it was found as it must be; null when it could not be made. */
  readonly found: number | null;
  /** Why it could not be made. */
  readonly reason?: string;
  /** In how many draws of the committed calibration table, at this effort and about this number of images, it was found as it must be. */
  readonly calibration?: { readonly found: number; readonly draws: number; readonly n: number };
}

/**
 * Whether a control came out as it must in most of its draws; false where it could not be made.
 *
 * A control is one of chance, too: were each of several draws to hold, a healthy run would lose its statements too often.
 */
export function controlHeld({ found, draws }: Pick<Control, "found" | "draws">): boolean {
  return found !== null && 2 * found > draws;
}

export const verdictSchema: z.ZodType<Verdict> = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  level: z.enum(["good", "note", "problem", "cannot tell"]),
  headline: z.string(),
  detail: z.string().exactOptional(),
  measures: z.array(z.string()).exactOptional(),
  controls: z.array(z.string()).exactOptional(),
});

export const controlSchema: z.ZodType<Control> = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  kind: z.enum(["placebo", "spike-in", "contrast"]),
  title: z.string(),
  draws: z.int().nonnegative(),
  found: z.int().nonnegative().nullable(),
  reason: z.string().exactOptional(),
  calibration: z
    .strictObject({ found: z.int().nonnegative(), draws: z.int().positive(), n: z.int().positive() })
    .exactOptional(),
});
