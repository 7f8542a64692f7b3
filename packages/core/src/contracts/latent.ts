import * as z from "zod";

/** Where a part of the latents goes: one input of the model, and the shape of one sample there. */
export interface PartInput {
  /** The model's own name of that input. */
  readonly name: string;
  /** Without the batch: `[100]`, or `[1, 1, 100]` where a model takes its noise as an image of one pixel. */
  readonly shape: readonly number[];
}

/**
 * A vector that is drawn for each image: noise, or a code with a meaning of its own.
 *
 * `normal` is N(0, 1) in every entry; `uniform` is uniform in [low, high), −1 and 1 unless told (standard deviation
 * (high − low) / √12); `given` means that latents come from a file and can be used, but not drawn anew.
 */
export interface VectorPart {
  readonly kind: "noise" | "code";
  readonly name: string;
  readonly size: number;
  readonly prior: "normal" | "uniform" | "given";
  readonly low?: number;
  readonly high?: number;
  readonly input?: PartInput;
}

/** A class that is drawn for each image from the frequencies in `distribution`. */
export interface LabelPart {
  readonly kind: "label";
  readonly name: string;
  readonly classes: number;
  /** Frequency of each class; they add up to 1. */
  readonly distribution: readonly number[];
  /** How the model takes it: its number, or a row of zeros with a one. By default its number. */
  readonly encoding?: "index" | "one-hot";
  readonly input?: PartInput;
}

export type LatentPart = VectorPart | LabelPart;

/** What a generator takes, part by part: noise, codes, and at most one label. */
export interface LatentSpec {
  readonly parts: readonly LatentPart[];
}

const partInput: z.ZodType<PartInput> = z.strictObject({
  name: z.string().max(1024),
  shape: z.array(z.int().positive()).max(8),
});

/** Entries of one vector: a map of noise for an image of 2048 × 2048. */
const mostEntries = 2 ** 22;

const part: z.ZodType<LatentPart> = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.enum(["noise", "code"]),
    name: z.string().max(1024),
    size: z.int().positive().max(mostEntries),
    prior: z.enum(["normal", "uniform", "given"]),
    low: z.number().exactOptional(),
    high: z.number().exactOptional(),
    input: partInput.exactOptional(),
  }),
  z.strictObject({
    kind: z.literal("label"),
    name: z.string().max(1024),
    classes: z.int().positive().max(mostEntries),
    distribution: z.array(z.number().nonnegative()).max(mostEntries),
    encoding: z.enum(["index", "one-hot"]).exactOptional(),
    input: partInput.exactOptional(),
  }),
]);

export const latentSpecSchema: z.ZodType<LatentSpec> = z
  .strictObject({ parts: z.array(part).min(1).max(64) })
  .refine(({ parts }) => parts.filter(({ kind }) => kind === "label").length <= 1, "more than one label part")
  .refine(({ parts }) => parts.some(({ kind }) => kind !== "label"), "no noise and no code")
  .refine(
    ({ parts }) => parts.every((each) => each.kind !== "label" || each.distribution.length === each.classes),
    "a label part whose distribution has another number of classes",
  )
  .refine(
    ({ parts }) => parts.every((each) => each.kind !== "label" || addsUpToOne(each.distribution)),
    "a label part whose frequencies do not add up to 1",
  )
  .refine(
    ({ parts }) => parts.every((each) => each.kind === "label" || (each.low ?? -1) < (each.high ?? 1)),
    "a part whose lower bound is not below its upper one",
  )
  // Each part is drawn from a random stream of its name: two of one name would be the same numbers.
  .refine(
    ({ parts }) => new Set(parts.map(({ name }) => name)).size === parts.length,
    "two parts of one name",
  );

function addsUpToOne(distribution: readonly number[]): boolean {
  return Math.abs(distribution.reduce((sum, share) => sum + share, 0) - 1) < 1e-6;
}

/** The parts that z holds side by side, in order. */
export function vectorParts({ parts }: LatentSpec): readonly VectorPart[] {
  return parts.filter((each): each is VectorPart => each.kind !== "label");
}

/** The label part; undefined for generators without classes. */
export function labelPart({ parts }: LatentSpec): LabelPart | undefined {
  return parts.find((each): each is LabelPart => each.kind === "label");
}

/** The number of entries of z: of all noise and codes together. */
export function latentSize(spec: LatentSpec): number {
  return vectorParts(spec).reduce((sum, { size }) => sum + size, 0);
}

/** Standard deviation of each entry of z: 1 for normal parts, (high − low) / √12 for uniform ones, 1 for given ones. */
export function latentDeviations(spec: LatentSpec): Float64Array {
  return Float64Array.from(
    vectorParts(spec).flatMap(({ size, prior, low = -1, high = 1 }) =>
      Array.from({ length: size }, () => (prior === "uniform" ? (high - low) / Math.sqrt(12) : 1)),
    ),
  );
}
