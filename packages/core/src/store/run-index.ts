import * as z from "zod";
import type { WriterState } from "../run/run-writer.ts";

/** `GET /index.json` of a served run: what files there are. */
export interface RunIndex {
  readonly schemaVersion: 1;
  /** Sorted by path. The etag changes whenever the file does. */
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly etag: string }[];
  /** Whether the process that trains the run is there; left out where none is named. */
  readonly writer?: WriterState;
}

export const runIndexSchema: z.ZodType<RunIndex> = z.strictObject({
  schemaVersion: z.literal(1),
  files: z.array(z.strictObject({ path: z.string(), bytes: z.int().nonnegative(), etag: z.string() })),
  writer: z.enum(["alive", "gone", "not known"]).exactOptional(),
});
