import * as z from "zod";

/** What a lens leaves behind for others to use, named by its type: nobody has to know file names or array names. */
interface ArtifactBase {
  /** Unique among the artifacts of a result. */
  readonly id: string;
  /** What it is, in a few words. */
  readonly title: string;
}

/** Directions of z as rows of an array `[count, size]`, unit norm, the most telling first. */
export interface DirectionsArtifact extends ArtifactBase {
  readonly type: "directions";
  readonly file: string;
  readonly array: string;
  /** A name, or a short description, for each of the leading ones. */
  readonly labels?: readonly string[];
}

/** An autoencoder in `models/<model>`. */
export interface AutoencoderArtifact extends ArtifactBase {
  readonly type: "autoencoder";
  readonly model: string;
  readonly learned: "real" | "generated";
  readonly seed: number;
  /** Absent where it was not written down. */
  readonly steps?: number;
  /** The size of the code at which it was read; absent where it was read at several. */
  readonly code?: number;
}

/** The latents of images that the answer stands on. */
export interface LatentsArtifact extends ArtifactBase {
  readonly type: "latents";
  readonly file: string;
}

/** A map over the image, an array `[height, width]` or `[n, height, width]`. */
export interface MapArtifact extends ArtifactBase {
  readonly type: "map";
  readonly file: string;
  readonly array: string;
}

/** Any other array that later lenses may want, by name. */
export interface ArrayArtifact extends ArtifactBase {
  readonly type: "array";
  readonly file: string;
  readonly array: string;
}

export type Artifact =
  | DirectionsArtifact
  | AutoencoderArtifact
  | LatentsArtifact
  | MapArtifact
  | ArrayArtifact;

const fileName = z.string().regex(/^[a-z0-9][a-z0-9._-]*$/);
const base = { id: z.string().regex(/^[a-z0-9-]+$/), title: z.string() };

export const artifactSchema: z.ZodType<Artifact> = z.discriminatedUnion("type", [
  z.strictObject({
    ...base,
    type: z.literal("directions"),
    file: fileName,
    array: z.string(),
    labels: z.array(z.string()).exactOptional(),
  }),
  z.strictObject({
    ...base,
    type: z.literal("autoencoder"),
    model: z.string().regex(/^[0-9a-f]{64}$/),
    learned: z.enum(["real", "generated"]),
    seed: z.int().nonnegative(),
    steps: z.int().positive().exactOptional(),
    code: z.int().positive().exactOptional(),
  }),
  z.strictObject({ ...base, type: z.literal("latents"), file: fileName }),
  z.strictObject({ ...base, type: z.literal("map"), file: fileName, array: z.string() }),
  z.strictObject({ ...base, type: z.literal("array"), file: fileName, array: z.string() }),
]);
