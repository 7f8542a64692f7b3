import * as z from "zod";
import { type DatasetInfo, datasetInfoSchema } from "./dataset.ts";
import { type LatentSpec, latentSpecSchema } from "./latent.ts";

/** A stored network: a folder within each checkpoint, and how it is read. */
export interface NetworkRecord {
  /** Folder relative to the checkpoint, such as `generator`. */
  readonly folder: string;
  /** `ganlens`: built from its specification; `layers`, `graph`: a tfjs model from elsewhere. */
  readonly format: "ganlens" | "layers" | "graph";
  /** Which of several outputs is meant. */
  readonly output?: number;
  /** `nchw` where its images have their channels first; last unless told. */
  readonly layout?: "nhwc" | "nchw";
  /** [height, width, 1] where it gives its images as rows of numbers, or without channels. */
  readonly shape?: readonly number[];
}

/** Samples in the run folder: parts of at most some thousand, each an `.npy`. */
export interface SamplesRecord {
  readonly count: number;
  /** In order; `images` [n, height, width, channels], bytes 0–255 or floats in `range`, with labels and latents where known. */
  readonly parts: readonly {
    readonly count: number;
    readonly images: string;
    readonly labels?: string;
    readonly latents?: string;
  }[];
  /** SHA-256 of all parts together. */
  readonly sha256: string;
}

/** Real images beside a generator that was not trained here. */
export interface RealDataRecord {
  /** What names the data: a registered name, or files by path; its schema belongs to `datasets`. */
  readonly source: unknown;
  readonly dataset: DatasetInfo;
}

/** Where a generator from elsewhere came from, in words and hashes. */
export interface OriginRecord {
  /** "onnx", "layers", "graph", "npz", "folder" … */
  readonly format: string;
  /** The file's name, without its path. */
  readonly name: string;
  readonly sha256: string;
  /** The program that wrote it, as the file says. */
  readonly producer?: string;
}

/** What of a run lenses look at. */
export interface SubjectRecord {
  /** Shape of one sample; three numbers for images. */
  readonly shape: readonly number[];
  readonly latent?: LatentSpec;
  /** The values that its images take; mapped to [0, 1]. */
  readonly range?: readonly [number, number];
  readonly generator?: NetworkRecord;
  readonly encoder?: NetworkRecord;
  readonly discriminator?: NetworkRecord;
  readonly samples?: SamplesRecord;
  /** A file of latents in the run folder, `.npz` with z and labels, where they cannot be drawn. */
  readonly latents?: string;
  readonly data?: RealDataRecord & {
    /** What of them the generator was trained on: `all`, or these splits. */
    readonly trainedOn: "all" | readonly string[];
  };
  /** Images that the generator has not seen. */
  readonly heldOut?: RealDataRecord;
  readonly origin?: OriginRecord;
  /** What was read off, assumed or left out when it was brought in; one sentence each. */
  readonly notes?: readonly string[];
}

const path = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const network: z.ZodType<NetworkRecord> = z.strictObject({
  folder: path,
  format: z.enum(["ganlens", "layers", "graph"]),
  output: z.int().nonnegative().exactOptional(),
  layout: z.enum(["nhwc", "nchw"]).exactOptional(),
  shape: z.array(z.int().positive()).length(3).exactOptional(),
});

const samples: z.ZodType<SamplesRecord> = z
  .strictObject({
    count: z.int().positive(),
    parts: z
      .array(
        z.strictObject({
          count: z.int().positive(),
          images: path,
          labels: path.exactOptional(),
          latents: path.exactOptional(),
        }),
      )
      .min(1)
      .max(100_000),
    sha256,
  })
  .refine(
    ({ count, parts }) => count === parts.reduce((sum, each) => sum + each.count, 0),
    "expected as many samples as its parts hold together",
  );

const real = { source: z.unknown(), dataset: datasetInfoSchema };

export const subjectRecordSchema: z.ZodType<SubjectRecord> = z.strictObject({
  shape: z.array(z.int().positive()).min(1).max(8),
  latent: latentSpecSchema.exactOptional(),
  range: z
    .tuple([z.number(), z.number()])
    .refine(([low, high]) => low < high, "expected a lower and then a higher value")
    .exactOptional(),
  generator: network.exactOptional(),
  encoder: network.exactOptional(),
  discriminator: network.exactOptional(),
  samples: samples.exactOptional(),
  latents: path.exactOptional(),
  data: z
    .strictObject({ ...real, trainedOn: z.union([z.literal("all"), z.array(z.string()).min(1)]) })
    .exactOptional(),
  heldOut: z.strictObject(real).exactOptional(),
  origin: z
    .strictObject({
      format: z.string(),
      name: z.string(),
      sha256,
      producer: z.string().exactOptional(),
    })
    .exactOptional(),
  notes: z.array(z.string()).exactOptional(),
});
