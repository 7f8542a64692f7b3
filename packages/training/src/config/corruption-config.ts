import * as z from "zod";

/** What is done to images in [0, 1] before they are encoded: Gaussian noise is added, or some pixels are set to 0. */
export type CorruptionConfig =
  | { readonly kind: "noise"; readonly standardDeviation: number }
  | { readonly kind: "masking" /** Of pixels, in expectation. */; readonly share: number };

/** Every kind of corruption. */
export const corruptionKinds: readonly CorruptionConfig["kind"][] = ["noise", "masking"];

export const corruptionSchema: z.ZodType<CorruptionConfig> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("noise"), standardDeviation: z.number().positive().default(0.3) }),
  z.strictObject({ kind: z.literal("masking"), share: z.number().gt(0).lt(1).default(0.3) }),
]);
