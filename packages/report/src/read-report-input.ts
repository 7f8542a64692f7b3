import {
  GanlensError,
  type LensResult,
  lensResultSchema,
  type RunReader,
  type RunRecord,
  RunUnsupportedError,
  runRecordSchema,
} from "@ganlens/core";
import * as z from "zod";
import type { LoggedLosses, ReportInput } from "./render-report.ts";

const largestResult = 64 * 2 ** 20;
const largestLog = 256 * 2 ** 20;

/** How a run folder is read. */
export interface ReadReportInputOptions {
  /** Ids of lenses in the order of the report; lenses that it does not name come after, by name. */
  readonly lensOrder?: readonly string[];
}

/**
 * What a report needs from a run folder: run, losses, the last samples, and every lens's result.
 *
 * A lens or a log that cannot be read becomes a note in the report; the rest is still shown.
 *
 * @throws {RunUnsupportedError} when `run.json` is there but cannot be read, or the folder holds neither a run nor a lens
 */
export async function readReportInput(
  reader: RunReader,
  { lensOrder = [] }: ReadReportInputOptions = {},
): Promise<ReportInput> {
  const notes: string[] = [];
  const run = await readRun(reader);
  const folders = (await reader.list("lenses"))
    .flatMap((path) => /^lenses\/([^/]+)\/result\.json$/.exec(path)?.[1] ?? [])
    .sort(byOrder(lensOrder));
  if (run === null) {
    if (folders.length === 0) {
      throw new RunUnsupportedError({
        message: `Expected run.json or lenses/*/result.json in ${reader.location}, found neither.`,
        hint: "Give the folder of a run, such as runs/demo.",
      });
    }
    notes.push("There is no run.json in this folder, so the report says nothing about the training.");
  }
  const results: LensResult[] = [];
  for (const folder of folders) {
    try {
      results.push(await readResult(reader, folder));
    } catch (error) {
      notes.push(`The lens “${folder}” is left out: ${reasonOf(error)}`);
    }
  }
  const samples = await readSamples(reader, notes);
  const losses = await readLosses(reader, notes);
  return {
    run,
    results,
    readImage: async (lens, fileName) => {
      const path = `lenses/${lens}/${fileName}`;
      return (await reader.has(path)) ? await reader.read(path) : null;
    },
    ...(samples === null ? {} : { samples }),
    ...(losses.length === 0 ? {} : { losses }),
    notes,
  };
}

/** Compares ids by their place in the order; those without one come last, by code units. */
function byOrder(order: readonly string[]): (one: string, other: string) => number {
  const place = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
  return (one, other) => place(one) - place(other) || (one < other ? -1 : one > other ? 1 : 0);
}

async function readRun(reader: RunReader): Promise<RunRecord | null> {
  if (!(await reader.has("run.json"))) return null;
  const where = `run.json in ${reader.location}`;
  let content: unknown;
  try {
    content = parsed(await reader.read("run.json"));
  } catch (cause) {
    throw new RunUnsupportedError({ message: `Expected JSON in ${where}: ${reasonOf(cause)}`, cause });
  }
  const result = runRecordSchema.safeParse(content);
  if (result.success) return result.data;
  throw new RunUnsupportedError({
    message: `Cannot read ${where}: ${versionProblem(content) ?? problems(result.error)}`,
    hint: "Use the version of ganlens that wrote the run, or a newer one.",
    cause: result.error,
  });
}

async function readResult(reader: RunReader, folder: string): Promise<LensResult> {
  const path = `lenses/${folder}/result.json`;
  const bytes = await reader.read(path);
  if (bytes.length > largestResult)
    throw new RunUnsupportedError({ message: `${path} is larger than 64 MiB.` });
  const content = parsed(bytes);
  const result = lensResultSchema.safeParse(content);
  if (!result.success) {
    const problem = versionProblem(content) ?? problems(result.error);
    throw new RunUnsupportedError({ message: `${path} cannot be read: ${problem}` });
  }
  if (result.data.lens !== folder) {
    const message = `${path} says that it belongs to the lens “${result.data.lens}”.`;
    throw new RunUnsupportedError({ message });
  }
  return result.data;
}

async function readSamples(
  reader: RunReader,
  notes: string[],
): Promise<NonNullable<ReportInput["samples"]> | null> {
  const steps = (await reader.list("samples"))
    .flatMap((path) => {
      const step = /^samples\/step-(\d{1,15})\.png$/.exec(path)?.[1];
      return step === undefined ? [] : [{ path, step: Number(step) }];
    })
    .sort((one, other) => one.step - other.step);
  const last = steps.at(-1);
  if (last === undefined) return null;
  try {
    const png = await reader.read(last.path);
    return { png, caption: `What the generator makes of the same fixed latents after step ${last.step}.` };
  } catch (error) {
    notes.push(`The samples are left out: ${reasonOf(error)}`);
    return null;
  }
}

const lineSchema: z.ZodType<LoggedLosses> = z.object({
  step: z.int().nonnegative(),
  losses: z.record(z.string(), z.number().nullable()).transform((losses) => withoutNulls(losses)),
});

async function readLosses(reader: RunReader, notes: string[]): Promise<readonly LoggedLosses[]> {
  if (!(await reader.has("metrics.ndjson"))) return [];
  try {
    const bytes = await reader.read("metrics.ndjson");
    if (bytes.length > largestLog) throw new RunUnsupportedError({ message: "it is larger than 256 MiB." });
    const lines = new TextDecoder()
      .decode(bytes)
      .split("\n")
      .filter((line) => line.trim() !== "");
    const read = lines.flatMap((line) => lossesOf(line) ?? []);
    // A run that still goes on may have written half of its last line.
    const broken = lines.length - read.length - (lossesOf(lines.at(-1) ?? "") === null ? 1 : 0);
    if (broken > 0)
      notes.push(`${broken} ${broken === 1 ? "line" : "lines"} of metrics.ndjson could not be read.`);
    return read;
  } catch (error) {
    notes.push(`The losses are left out: ${reasonOf(error)}`);
    return [];
  }
}

function lossesOf(line: string): LoggedLosses | null {
  try {
    return lineSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

function withoutNulls(losses: Readonly<Record<string, number | null>>): Record<string, number> {
  const known = Object.entries(losses).filter((entry): entry is [string, number] => entry[1] !== null);
  return Object.fromEntries(known);
}

function parsed(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
}

function versionProblem(content: unknown): string | null {
  if (typeof content !== "object" || content === null || !("schemaVersion" in content)) return null;
  const { schemaVersion } = content;
  return schemaVersion === 1
    ? null
    : `it has schema version ${JSON.stringify(schemaVersion)}, and this ganlens reads version 1.`;
}

function problems({ issues }: z.ZodError): string {
  const first = issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.map(String).join(".") || "top level"}: ${message}`);
  const left = issues.length - first.length;
  return `${first.join("; ")}${left > 0 ? `; and ${left} more` : ""}.`;
}

function reasonOf(error: unknown): string {
  if (GanlensError.isInstance(error)) return error.message;
  return error instanceof Error ? error.message : String(error);
}
