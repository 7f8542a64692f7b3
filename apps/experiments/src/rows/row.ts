import type { BackendName } from "@ganlens/backend";
import { backendNames } from "@ganlens/backend";
import * as z from "zod";
import type { Found } from "../experiment.ts";

/** One draw that was made: a line of `rows/<experiment>.ndjson`. */
export interface Row {
  readonly condition: string;
  readonly draw: number;
  /** The experiment's version when it was drawn. */
  readonly version: number;
  readonly seconds: number;
  readonly backend: BackendName;
  readonly found: Found;
}

/** What conditions and statements may be called. */
export const idPattern: RegExp = /^[a-z0-9][a-z0-9.-]{0,79}$/;

export const rowSchema: z.ZodType<Row> = z.strictObject({
  condition: z.string().regex(idPattern),
  draw: z.int().nonnegative().max(1e9),
  version: z.int().positive(),
  seconds: z.number().nonnegative(),
  backend: z.enum(backendNames),
  found: z.record(z.string().regex(idPattern), z.union([z.boolean(), z.number(), z.null()])),
});
