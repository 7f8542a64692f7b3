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
  /** What ties it to its run; absent in checkpoints of earlier versions, and of generators that were not trained here. */
  readonly chain?: CheckpointLink;
}

/** One link of the chain from what was asked of a run over its checkpoints and its log; the same in every run of the same bytes. */
export interface CheckpointLink {
  /** SHA-256 of what was asked of the run when it was saved, see `askedOfRun`. */
  readonly run: string;
  /** The newest checkpoint before it that stays for good, with the SHA-256 of its manifest's bytes; null for the first. */
  readonly previous: { readonly step: number; readonly sha256: string } | null;
  /** The log up to this checkpoint. */
  readonly log: LogDigest;
  /** True when it stays for good; others make room for newer ones. */
  readonly kept: boolean;
  /** SHA-256 of this manifest without this field, as canonical JSON. */
  readonly seal: string;
}

/** Lines of `metrics.ndjson` from its beginning, each as canonical JSON without `time`, which differs from one machine to another. */
export interface LogDigest {
  readonly lines: number;
  /** Of those lines, each with its line feed. */
  readonly bytes: number;
  readonly sha256: string;
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

const chain: z.ZodType<CheckpointLink> = z.strictObject({
  run: sha256,
  previous: z.strictObject({ step: z.int().nonnegative(), sha256 }).nullable(),
  log: z.strictObject({ lines: z.int().nonnegative(), bytes: z.int().nonnegative(), sha256 }),
  kept: z.boolean(),
  seal: sha256,
});

const second: z.ZodType<CheckpointManifest> = z.strictObject({
  schemaVersion: z.literal(2),
  ...common,
  chain: chain.exactOptional(),
});

/** Manifests of version 1 are those of version 2 without a chain. */
export const checkpointManifestSchema: z.ZodType<CheckpointManifest> = versioned({
  2: second,
  1: z
    .strictObject({ schemaVersion: z.literal(1), ...common })
    .transform((first): CheckpointManifest => ({ ...first, schemaVersion: 2 })),
});
