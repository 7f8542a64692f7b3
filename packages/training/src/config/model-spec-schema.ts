import type { ModelSpec } from "@ganlens/models";
import * as z from "zod";

/** A model specification whose own settings are checked by its architecture. */
export const modelSpecSchema: z.ZodType<ModelSpec> = z.looseObject({ architecture: z.string() });
