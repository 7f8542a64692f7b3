import * as z from "zod";

/** What a generator takes: a noise vector and, when it is conditional, a class label. */
export interface LatentSpec {
  readonly size: number;
  readonly prior: "normal" | "uniform";
  readonly label?: { readonly classes: number; readonly distribution: readonly number[] };
}

export const latentSpecSchema: z.ZodType<LatentSpec> = z.strictObject({
  size: z.int().positive(),
  prior: z.enum(["normal", "uniform"]),
  label: z
    .strictObject({ classes: z.int().positive(), distribution: z.array(z.number().nonnegative()) })
    .exactOptional(),
});
