import { realpath } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { type RunReader, type RunRecord, RunUnsupportedError, type Subject } from "@ganlens/core";
import { type Dataset, type DatasetSpec, datasetSpecSchema, splitRoles } from "@ganlens/datasets";
import { openDataset } from "@ganlens/datasets/node";
import { runSubject } from "@ganlens/interpret";
import type { CliIo } from "../cli-io.ts";
import type { PictureOptions } from "../options/picture-options.ts";
import type { Reporter } from "../reporters/reporter.ts";
import { movedSpec } from "./moved-spec.ts";
import { namedData } from "./real-data.ts";

export interface OpenRunSubjectOptions {
  readonly store: RunReader;
  readonly record: RunRecord;
  readonly io: Pick<CliIo, "cwd" | "program" | "signal">;
  readonly reporter: Reporter;
  /** The new place of data that were moved; they must have the run's hash. */
  readonly data?: string | undefined;
  /** The new place of unseen images that were moved. */
  readonly heldOut?: string | undefined;
  /** Other data to compare with. */
  readonly compareWith?: string | undefined;
  readonly pictures?: PictureOptions;
  readonly checkpoint?: number | undefined;
  /** True where the user has just named all that run.json names. */
  readonly justBrought?: boolean;
}

/** A run as lenses look at it, and the data it is compared with where they are not its own. */
export interface OpenedRunSubject {
  readonly subject: Subject;
  readonly against?: { readonly name: string; readonly sha256: string };
}

/**
 * Opens what lenses look at in a run folder.
 *
 * Files that run.json names outside the run and that the user has not named are shown before they are opened: a run folder may
 * come from anyone.
 *
 * @throws {RunUnsupportedError} when there is nothing to look at, or the data are not those of the run
 */
export async function openRunSubject(options: OpenRunSubjectOptions): Promise<OpenedRunSubject> {
  const { store, record, io, reporter, checkpoint } = options;
  const moved = options.data === undefined ? undefined : await namedData(options.data, {}, io);
  const movedUnseen = options.heldOut === undefined ? undefined : await namedData(options.heldOut, {}, io);
  const { heldOut } = record.subject;
  const compareWith = await otherData(options);
  const note = (text: string): void => reporter.report({ type: "note", text });
  const subject = await runSubject({
    store,
    ...(checkpoint === undefined ? {} : { checkpoint }),
    ...(compareWith === undefined ? {} : { compareWith }),
    async openData(source, { split, recorded }): Promise<Dataset> {
      const own = checkedSource(source, store.location);
      const isHeldOut = heldOut !== undefined && recorded === heldOut.dataset;
      const replaced = recorded === undefined ? undefined : isHeldOut ? movedUnseen : moved;
      const spec = replaced === undefined ? own : movedSpec(own, replaced);
      if (replaced === undefined && options.justBrought !== true)
        await announcePaths(own, { store, reporter });
      const dataset = await openDataset(spec, {
        split: split ?? splitRoles(spec).train,
        recorded,
        signal: io.signal,
      });
      const [then, now] = [recorded?.decoder, dataset.info.decoder].map(
        (decoder) => decoder && `${decoder.name} ${decoder.version}`,
      );
      if (then !== undefined && now !== undefined && then !== now) {
        note(
          `the pictures that it was trained on were decoded by ${then}, here by ${now}: pixels may differ a little.`,
        );
      }
      if (
        recorded !== undefined &&
        recorded.transform === undefined &&
        typeof spec === "object" &&
        "folder" in spec
      ) {
        for (const text of dataset.notes) note(text);
      }
      return dataset;
    },
  });
  if (compareWith === undefined) return { subject };
  const { name, sha256 } = compareWith.info;
  return { subject, against: { name, sha256 } };
}

async function otherData({
  compareWith,
  pictures = {},
  record,
  io,
}: OpenRunSubjectOptions): Promise<Dataset | undefined> {
  if (compareWith === undefined) return undefined;
  const spec = await namedData(compareWith, pictures, io, record.subject.shape);
  return openDataset(spec, { split: splitRoles(spec).train, signal: io.signal });
}

/** @throws {RunUnsupportedError} when run.json names its data in no way that is known */
function checkedSource(source: unknown, location: string): DatasetSpec {
  const parsed = datasetSpecSchema.safeParse(source);
  if (parsed.success) return parsed.data;
  throw new RunUnsupportedError({
    message: `Expected run.json of ${location} to name its data, received ${JSON.stringify(source)?.slice(0, 200) ?? "nothing"}.`,
    hint: "It may have been edited by hand, or made by another version of ganlens.",
    cause: parsed.error,
  });
}

/** The files and folders that a specification names. */
export function pathsOf(source: Exclude<DatasetSpec, string>): readonly string[] {
  if ("procedural" in source) return [];
  if ("from" in source) return typeof source.from === "string" ? [] : pathsOf(source.from);
  if ("folder" in source) return [source.folder.path];
  const [images, labels] =
    "file" in source ? [source.file.path, source.file.labels] : [source.idx.images, source.idx.labels];
  return [images, ...(labels === undefined ? [] : [labels])];
}

/** Says which files a run's record makes this command open, where they lie outside the run or a link in it leads there. */
export async function announcePaths(
  source: DatasetSpec,
  { store, reporter }: { readonly store: Pick<RunReader, "location">; readonly reporter: Reporter },
): Promise<void> {
  if (typeof source === "string") return;
  const inside = (await realPath(store.location)) + sep;
  for (const path of pathsOf(source)) {
    const real = await realPath(path);
    if (real.startsWith(inside)) continue;
    const leads = real === resolve(path) ? "" : `, which leads to ${real}`;
    reporter.report({
      type: "note",
      text: `run.json names data outside the run, which are opened now: ${path}${leads}`,
    });
  }
}

/** The path with links followed; as it is where nothing is there. */
function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}
