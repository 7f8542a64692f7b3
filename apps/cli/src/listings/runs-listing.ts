import { readdir } from "node:fs/promises";
import { join } from "node:path";
import {
  answerStanding,
  type LensResult,
  lensFolder,
  type RunContents,
  type RunRecord,
  type RunStanding,
  readRun,
} from "@ganlens/core";
import type { CliIo } from "../cli-io.ts";
import { openRun } from "../runs/open-run.ts";
import { shownPath } from "../runs/shown-path.ts";
import { standingOf } from "../runs/standing.ts";
import type { ListEntry, Listing } from "./listing.ts";

/** The run folders under `./runs`; one that cannot be read says why. */
export const runsListing: Listing = {
  kind: "runs",
  none: "There are no runs in ./runs yet; demo makes one.",
  entries: async (io) => {
    const folder = join(io.cwd, "runs");
    const found = await readdir(folder, { withFileTypes: true }).catch(() => []);
    const names = found
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
      .map(({ name }) => name);
    return Promise.all(names.sort().map((name) => describeRun(join(folder, name), io)));
  },
};

async function describeRun(folder: string, io: CliIo): Promise<ListEntry> {
  const name = shownPath(folder, io);
  try {
    const { store, record } = await openRun(folder, io);
    // The log of the training is not looked at here, however large it is.
    const contents = await readRun(store, { ceilings: { logBytes: 0 } });
    const lenses = contents.results.map((result) => answered(result, contents));
    const explained = lenses.length === 0 ? "not explained" : `explained: ${lenses.join(", ")}`;
    return {
      name,
      description: `${kindWords(record, await standingOf(store, record))}, ${explained}`,
    };
  } catch (error) {
    return { name, description: `cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** A lens's name, and whose its answer is where it is not of the run's generator as it is. */
function answered(result: LensResult, contents: RunContents): string {
  const { kind, label } = answerStanding(result, contents);
  const isPlain = kind === "current" || result.fingerprint === null;
  return isPlain ? lensFolder(result) : `${lensFolder(result)} (${label})`;
}

/** What a run is, in a few words. */
function kindWords({ kind, training, subject }: RunRecord, standing: RunStanding): string {
  if (training !== undefined) {
    const { preset, trainer, dataset, seed, step, totalSteps } = training;
    const stands =
      standing === "not known"
        ? `at step ${step}/${totalSteps} when last written, not known whether it still runs`
        : `${standing} at step ${step}/${totalSteps}`;
    return `${preset ?? trainer} on ${dataset.name}, seed ${seed}, ${stands}`;
  }
  const beside = subject.data === undefined ? "" : ` beside ${subject.data.dataset.name}`;
  const from = subject.origin === undefined ? "" : ` from ${subject.origin.name}`;
  if (kind === "samples") return `${subject.samples?.count ?? 0} samples${from}${beside}`;
  return `${kind === "series" ? "a series of generators" : "a generator"}${from}${beside}`;
}
