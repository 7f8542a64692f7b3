import { stat, writeFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { type RunRecord, type RunStore, RunUnsupportedError, readRunWriter } from "@ganlens/core";
import { writerState } from "@ganlens/core/node";
import { readReportInput, renderReport } from "@ganlens/report";
import type { CliIo } from "../cli-io.ts";
import type { Reporter } from "../reporters/reporter.ts";
import { shownPath } from "./shown-path.ts";

export interface WriteReportOptions {
  readonly store: RunStore;
  readonly io: Pick<CliIo, "cwd">;
  readonly reporter: Reporter;
  /** False leaves pictures of real data out, and where they lie. */
  readonly trainingImages: boolean;
  /** Another place than `report.html` in the run folder. */
  readonly out?: string | undefined;
}

/**
 * Renders the report of a run and writes it.
 *
 * @returns where it is, as the user can type it
 */
export async function writeReport({
  store,
  io,
  reporter,
  trainingImages,
  out,
}: WriteReportOptions): Promise<string> {
  const input = await readReportInput(store, { writer: await writerState(await readRunWriter(store)) });
  for (const text of input.notes ?? []) reporter.report({ type: "note", text });
  const shown = trainingImages ? input : { ...input, run: input.run && withoutPath(input.run) };
  const bytes = new TextEncoder().encode(await renderReport({ ...shown, trainingImages }));
  const target = out === undefined ? resolve(store.location, "report.html") : resolve(io.cwd, out);
  if (out === undefined) await store.write("report.html", bytes);
  else await writeNamedFile(target, bytes);
  const path = shownPath(target, io);
  reporter.report({ type: "report-written", path });
  return path;
}

/** A page without training images may be passed on: then it does not say where they lie either. */
function withoutPath(run: RunRecord): RunRecord {
  const { training, subject } = run;
  const { data, heldOut } = subject;
  return {
    ...run,
    subject: {
      ...subject,
      ...(data === undefined ? {} : { data: { ...data, source: sourceWithoutPath(data.source) } }),
      ...(heldOut === undefined
        ? {}
        : { heldOut: { ...heldOut, source: sourceWithoutPath(heldOut.source) } }),
    },
    ...(training === undefined
      ? {}
      : {
          training: {
            ...training,
            config: { ...training.config, data: sourceWithoutPath(training.config.data) },
          },
        }),
  };
}

function sourceWithoutPath(source: unknown): unknown {
  const { folder, file, idx } = (typeof source === "object" && source !== null ? source : {}) as {
    readonly folder?: { readonly path?: unknown };
    readonly file?: { readonly path?: unknown; readonly labels?: unknown };
    readonly idx?: { readonly images?: unknown; readonly labels?: unknown };
  };
  const short = (path: unknown) => (typeof path === "string" ? basename(path) : path);
  if (folder !== undefined) return { folder: { ...folder, path: short(folder.path) } };
  const labelsOf = ({ labels }: { readonly labels?: unknown }) =>
    labels === undefined ? {} : { labels: short(labels) };
  if (file !== undefined) return { file: { ...file, path: short(file.path), ...labelsOf(file) } };
  if (idx === undefined) return source;
  return { idx: { ...idx, images: short(idx.images), ...labelsOf(idx) } };
}

async function writeNamedFile(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes);
  } catch (cause) {
    const folder = (await stat(path).catch(() => undefined))?.isDirectory() === true;
    throw new RunUnsupportedError({
      message: folder
        ? `Expected the name of a file for the report, but ${path} is a folder.`
        : `Cannot write the report to ${path}: ${(cause as Error).message}.`,
      hint: "Choose another name for --out.",
      cause,
    });
  }
}
