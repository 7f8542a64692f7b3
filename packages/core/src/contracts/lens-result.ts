import * as z from "zod";
import { type Artifact, artifactSchema } from "./artifact.ts";
import { type Effort, efforts } from "./effort.ts";
import { type Evidence, evidenceSchema } from "./evidence.ts";
import { type Figure, figureSchema } from "./figure.ts";
import { type Measure, measureSchema } from "./measure.ts";
import { type Control, controlSchema, type Verdict, verdictSchema } from "./verdict.ts";

/** What a lens finds out; what is the same for all lenses is added by whoever asks it. */
export interface LensAnswer {
  /** At most 60 words made from the measures, never canned: no hashes, no intervals. */
  readonly answer: string;
  readonly measures: readonly Measure[];
  readonly figures: readonly Figure[];
  readonly evidence: readonly Evidence[];
  readonly artifacts?: readonly Artifact[];
  readonly verdicts?: readonly Verdict[];
  readonly controls?: readonly Control[];
}

/** A lens's answer, with what it stands on: `lenses/<lens>/result.json`. */
export interface LensResult extends Required<LensAnswer> {
  readonly schemaVersion: 2;
  readonly lens: string;
  readonly question: string;
  /** The generator that was looked at; null in answers from before they named it: an unknown one. */
  readonly fingerprint: string | null;
  /** Its training step; null where it has none, or it is not known. */
  readonly step: number | null;
  readonly effort: Effort;
  readonly seed: number;
  /** The lens's own settings, defaults filled in. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** The data that the generator was compared with, where they are not the run's own. */
  readonly against?: { readonly name: string; readonly sha256: string };
  /** The step that was looked at, where it is not the last one of the run. */
  readonly earlier?: number;
}

/** The result as version 2 has it. */
export const lensResultV2Schema: z.ZodType<LensResult> = z.strictObject({
  schemaVersion: z.literal(2),
  lens: z.string().regex(/^[a-z0-9-]+$/),
  question: z.string(),
  fingerprint: z.string().nullable(),
  step: z.int().nonnegative().nullable(),
  answer: z.string(),
  effort: z.enum(efforts),
  seed: z.int().nonnegative(),
  options: z.record(z.string(), z.unknown()).exactOptional(),
  against: z.strictObject({ name: z.string(), sha256: z.string() }).exactOptional(),
  earlier: z.int().nonnegative().exactOptional(),
  measures: z.array(measureSchema),
  figures: z.array(figureSchema),
  evidence: z.array(evidenceSchema),
  artifacts: z.array(artifactSchema),
  verdicts: z.array(verdictSchema),
  controls: z.array(controlSchema),
});
