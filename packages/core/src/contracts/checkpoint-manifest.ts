import * as z from "zod";
import { versioned } from "../store/versioned.ts";

/** `checkpoints/step-NNNNNN/manifest.json`: written last, so a checkpoint exists only when it is whole. */
export interface CheckpointManifest {
  readonly schemaVersion: 2;
  readonly step: number;
  /** True when training can go on from it (optimizer slots, random states, cursor); false for a generator alone. */
  readonly resumable: boolean;
  /** Path relative to the checkpoint → size in bytes and SHA-256. */
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
  /** SHA-256 of the manifest before this one; null for the first. Absent in a checkpoint that is not chained. */
  readonly previous?: string | null;
  /** SHA-256 of what was asked of the run. Absent in a checkpoint that is not chained. */
  readonly run?: string;
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const common = {
  step: z.int().nonnegative(),
  resumable: z.boolean(),
  files: z.record(
    z.string().regex(/^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/),
    z.strictObject({ bytes: z.int().nonnegative(), sha256 }),
  ),
};

const second: z.ZodType<CheckpointManifest> = z.strictObject({
  schemaVersion: z.literal(2),
  ...common,
  previous: sha256.nullable().exactOptional(),
  run: sha256.exactOptional(),
});

/** Manifests of version 1 are those of version 2 without a chain. */
export const checkpointManifestSchema: z.ZodType<CheckpointManifest> = versioned({
  2: second,
  1: z
    .strictObject({ schemaVersion: z.literal(1), ...common })
    .transform((first): CheckpointManifest => ({ ...first, schemaVersion: 2 })),
});
