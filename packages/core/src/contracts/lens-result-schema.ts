import type * as z from "zod";
import { versioned } from "../store/versioned.ts";
import { type LensResult, lensResultV2Schema } from "./lens-result.ts";
import { lensResultV1Schema } from "./lens-result-v1.ts";

/** Answers of version 1 come from an unknown generator; what their lenses left behind is named as artifacts. */
export const lensResultSchema: z.ZodType<LensResult> = versioned({
  2: lensResultV2Schema,
  1: lensResultV1Schema,
});
