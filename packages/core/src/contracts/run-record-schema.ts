import type * as z from "zod";
import { versioned } from "../store/versioned.ts";
import { type RunRecord, runRecordV2Schema } from "./run-record.ts";
import { runRecordV1Schema } from "./run-record-v1.ts";

/** Runs of version 1 were trained here; what of them is the subject is read from their configuration. */
export const runRecordSchema: z.ZodType<RunRecord> = versioned({
  2: runRecordV2Schema,
  1: runRecordV1Schema,
});
