import { madeFromHash, type NdArray, sha256Hex } from "@ganlens/core";
import type { ModelSpec } from "@ganlens/models";
import * as z from "zod";
import type { ImageSet } from "../sets/image-set.ts";

/** What a network should say of each image: numbers [n, k], by mean squared error; or a class, by softmax cross-entropy. */
export type NetworkTargets =
  | { readonly loss: "squared-error"; readonly values: NdArray }
  | { readonly loss: "cross-entropy"; readonly labels: Int32Array };

/** A network that is to be fitted, with all that decides its bytes: whoever is given it can fit it, in any thread. */
export interface NetworkRequest {
  readonly spec: ModelSpec;
  readonly images: Pick<ImageSet, "name" | "key" | "x">;
  /** What it should say of the images; left out, the images themselves. */
  readonly targets?: NetworkTargets;
  readonly seed: number;
  readonly steps: number;
}

/** How every network of a lens is trained. */
export const batchSize = 64;
export const learningRate = 1e-3;

/** What made a network, kept beside it. */
export interface Provenance {
  readonly schemaVersion: 1;
  readonly spec: ModelSpec;
  /** The key of the images that it was trained on. */
  readonly images: string;
  /** What it should say of them, where that is not the images themselves. */
  readonly targets?: { readonly loss: string; readonly sha256: string };
  readonly seed: number;
  readonly steps: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** SHA-256 of the files beside it; not part of the hash that names the folder. */
  readonly files?: Readonly<Record<string, string>>;
}

export const provenanceSchema: z.ZodType<Provenance> = z.strictObject({
  schemaVersion: z.literal(1),
  spec: z.looseObject({ architecture: z.string() }),
  images: z.string(),
  targets: z.strictObject({ loss: z.string(), sha256: z.string() }).exactOptional(),
  seed: z.int().nonnegative(),
  steps: z.int().positive(),
  batchSize: z.int().positive(),
  learningRate: z.number().positive(),
  files: z.record(z.string(), z.string()).exactOptional(),
});

/** What is known of a network before it is fitted, and the hash of that: it lies in `models/<hash>`. */
export function provenanceOf({ spec, images, targets, seed, steps }: NetworkRequest): {
  readonly provenance: Provenance;
  readonly hash: string;
} {
  const provenance: Provenance = {
    schemaVersion: 1,
    spec,
    images: images.key,
    ...(targets === undefined ? {} : { targets: { loss: targets.loss, sha256: targetsHash(targets) } }),
    seed,
    steps,
    batchSize,
    learningRate,
  };
  return { provenance, hash: madeFromHash({ ...provenance }) };
}

/** The targets as one array: numbers [n, k], or classes [n]. */
export function targetsArray(targets: NetworkTargets): {
  readonly data: Float32Array | Int32Array;
  readonly shape: readonly number[];
} {
  if (targets.loss === "squared-error") return targets.values;
  return { data: targets.labels, shape: [targets.labels.length] };
}

function targetsHash(targets: NetworkTargets): string {
  const { data, shape } = targetsArray(targets);
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return sha256Hex(new TextEncoder().encode(`${shape.join("x")} ${sha256Hex(bytes)}`));
}
