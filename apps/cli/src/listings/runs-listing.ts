import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { CliIo } from "../cli-io.ts";
import { openRun } from "../runs/open-run.ts";
import { shownPath } from "../runs/shown-path.ts";
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
    const lenses = (await store.list("lenses")).flatMap(
      (path) => /^lenses\/([^/]+)\/result\.json$/.exec(path)?.[1] ?? [],
    );
    const { preset, trainer, dataset, state, step, totalSteps, seed } = record;
    const explained = lenses.length === 0 ? "not explained" : `explained: ${lenses.join(", ")}`;
    return {
      name,
      description: `${preset ?? trainer} on ${dataset.name}, seed ${seed}, ${state} at step ${step}/${totalSteps}, ${explained}`,
    };
  } catch (error) {
    return { name, description: `cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}
