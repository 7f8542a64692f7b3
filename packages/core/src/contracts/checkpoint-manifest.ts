import * as z from "zod";

/** `checkpoints/step-NNNNNN/manifest.json`: written last, so a checkpoint exists only when it is whole. */
export interface CheckpointManifest {
  readonly schemaVersion: 1;
  readonly step: number;
  /** True when training can go on from it (optimizer slots, random states, cursor); false for a generator alone. */
  readonly resumable: boolean;
  /** Path relative to the checkpoint → size in bytes and SHA-256. */
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
}

export const checkpointManifestSchema: z.ZodType<CheckpointManifest> = z.strictObject({
  schemaVersion: z.literal(1),
  step: z.int().nonnegative(),
  resumable: z.boolean(),
  files: z.record(
    z.string().regex(/^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/),
    z.strictObject({ bytes: z.int().nonnegative(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  ),
});
