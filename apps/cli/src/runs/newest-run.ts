import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { RunUnsupportedError } from "@ganlens/core";
import type { CliIo } from "../cli-io.ts";
import { type OpenedRun, openRun } from "./open-run.ts";

/**
 * Opens the run in `./runs` that was started last; those that cannot be read are passed over.
 *
 * @throws {RunUnsupportedError} when there is none
 */
export async function newestRun(io: Pick<CliIo, "cwd" | "program">): Promise<OpenedRun> {
  const folder = join(io.cwd, "runs");
  const names = (await readdir(folder).catch(() => [])).filter((name) => !name.startsWith(".")).sort();
  const runs: OpenedRun[] = [];
  for (const name of names) {
    const run = await openRun(join(folder, name), io).catch(() => undefined);
    if (run !== undefined) runs.push(run);
  }
  const newest = runs.reduce<OpenedRun | undefined>(
    (best, run) => (best === undefined || startOf(run) >= startOf(best) ? run : best),
    undefined,
  );
  if (newest !== undefined) return newest;
  throw new RunUnsupportedError({
    message: "Expected a run in ./runs, found none that can be read.",
    hint: `${io.program} demo --glance makes one in a minute; one that lies elsewhere is named: ${io.program} view RUN`,
  });
}

function startOf({ record }: OpenedRun): number {
  const time = Date.parse(record.startedAt);
  return Number.isNaN(time) ? 0 : time;
}
