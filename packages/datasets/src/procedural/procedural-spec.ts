import * as z from "zod";
import { strongest } from "../ground-truth/correlated-pairs.ts";
import type { CorrelatedPair } from "../ground-truth/ground-truth-data.ts";
import type { GroundTruthPlan } from "../ground-truth/ground-truth-source.ts";
import type { MissingCombination } from "../ground-truth/missing-combinations.ts";

/** Rendered images with known factors, and which of them there are. */
export interface ProceduralSpec extends GroundTruthPlan {
  readonly name: "sprites" | "digits-strokes" | "shapes";
  /** Height and width in px, 16 to 64; 28 unless told. */
  readonly size?: number | undefined;
  /** 1 or 3; `shapes` always has 3, the others 1 unless told. */
  readonly channels?: 1 | 3 | undefined;
}

const bound = z.number().exactOptional();

const missingSchema: z.ZodType<MissingCombination> = z.record(
  z.string(),
  z.union([
    z.array(z.union([z.number(), z.string()])).min(1),
    z.strictObject({ above: bound, below: bound, atLeast: bound, atMost: bound }),
  ]),
);

const correlatedSchema: z.ZodType<CorrelatedPair> = z.strictObject({
  factors: z.tuple([z.string(), z.string()]),
  strength: z
    .number()
    .min(-strongest)
    .max(strongest)
    .refine((strength) => strength !== 0, "Expected a strength other than 0"),
});

export const proceduralSpecSchema: z.ZodType<ProceduralSpec> = z.strictObject({
  name: z.enum(["sprites", "digits-strokes", "shapes"]),
  size: z.int().min(16).max(64).exactOptional(),
  channels: z.union([z.literal(1), z.literal(3)]).exactOptional(),
  count: z.int().min(1).max(1_000_000).exactOptional(),
  heldOut: z.int().min(1).max(1_000_000).exactOptional(),
  seed: z.int().nonnegative().exactOptional(),
  missing: z.array(missingSchema).max(100).exactOptional(),
  correlated: z.array(correlatedSchema).max(20).exactOptional(),
});
