import * as z from "zod";

/** `GET /index.json` of a served run: what files there are. */
export interface RunIndex {
  readonly schemaVersion: 1;
  /** Sorted by path. The etag changes whenever the file does. */
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly etag: string }[];
}

export const runIndexSchema: z.ZodType<RunIndex> = z.strictObject({
  schemaVersion: z.literal(1),
  files: z.array(z.strictObject({ path: z.string(), bytes: z.int().nonnegative(), etag: z.string() })),
});
