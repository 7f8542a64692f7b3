import * as z from "zod";

/** What keeps units of a code at rest: β Σ KL(ρ ‖ ρ̂) of a code in (0, 1), or its absolute values. */
export type SparsityConfig =
  | { readonly kind: "divergence"; readonly rate: number; readonly weight: number }
  | { readonly kind: "absolute"; readonly weight: number };

export const sparsitySchema: z.ZodType<SparsityConfig> = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("divergence"),
    rate: z.number().gt(1e-7).lt(1).default(0.05),
    weight: z.number().nonnegative().default(3),
  }),
  z.strictObject({ kind: z.literal("absolute"), weight: z.number().nonnegative().default(1e-3) }),
]);
