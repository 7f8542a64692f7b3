import * as z from "zod";

/** The number of units or channels of a layer. */
export const widthSchema: z.ZodType<number> = z.int().min(1).max(4096);
