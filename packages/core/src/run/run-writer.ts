import * as z from "zod";
import type { RunRecord } from "../contracts/run-record.ts";
import { parseJson } from "../store/parse-json.ts";
import type { RunReader } from "../store/run-store.ts";
import { runLayout } from "./run-layout.ts";

/** `writer.json`: the process that trains a run; it is there from the first step until the state of the run is final. */
export interface RunWriter {
  readonly schemaVersion: 1;
  /** A hash that two processes share when each can see the other: the same machine, since the same start of it. */
  readonly machine: string;
  readonly pid: number;
  /** When the process began, as its system counts; null where that is not told. A number may be given to another process. */
  readonly began: string | null;
}

/** Whether the process that trains a run is there: `not known` on another machine, or where none is named. */
export type WriterState = "alive" | "gone" | "not known";

/** How a run stands. What run.json calls running is interrupted when its process is gone: a killed one cannot say so. */
export type RunStanding = RunRecord["state"] | "interrupted" | "not known";

export const runWriterSchema: z.ZodType<RunWriter> = z.strictObject({
  schemaVersion: z.literal(1),
  machine: z.string().min(1).max(128),
  pid: z.int().positive(),
  began: z.string().max(128).nullable(),
});

/** How a run stands, from what its run.json says and whether its writer is there. */
export function runStanding({ state }: Pick<RunRecord, "state">, writer: WriterState): RunStanding {
  if (state !== "running" || writer === "alive") return state;
  return writer === "gone" ? "interrupted" : "not known";
}

/** The process that trains a run; null where none is named, or in no way that can be read. */
export async function readRunWriter(reader: RunReader): Promise<RunWriter | null> {
  try {
    const bytes = await (reader.readAtMost?.(runLayout.writer, mostBytes) ?? reader.read(runLayout.writer));
    if (bytes.length > mostBytes) return null;
    return parseJson(bytes, runLayout.writer, runWriterSchema, "the writer of a run");
  } catch {
    return null;
  }
}

const mostBytes = 4096;
