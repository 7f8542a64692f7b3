import * as z from "zod";

/** What lets anyone repeat a finding: which samples, which latents, which seed. */
export interface Evidence {
  /** Unique among the evidence of a result; names it when it is repeated. */
  readonly id: string;
  /** What the evidence is for, in a few words. */
  readonly claim: string;
  readonly seed?: number;
  /** Ids of real samples, as their data set names them. */
  readonly sampleIds?: readonly string[];
  /** A file beside the result that holds latents or other arrays (`.npz`). */
  readonly file?: string;
  /** Rows of that file, or positions in the generated set. */
  readonly indices?: readonly number[];
  /** Hashes of the networks that were trained for it (`models/<sha256>`). */
  readonly models?: readonly string[];
}

export const evidenceSchema: z.ZodType<Evidence> = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  claim: z.string(),
  seed: z.int().nonnegative().exactOptional(),
  sampleIds: z.array(z.string()).exactOptional(),
  file: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]*$/)
    .exactOptional(),
  indices: z.array(z.int().nonnegative()).exactOptional(),
  models: z.array(z.string()).exactOptional(),
});
