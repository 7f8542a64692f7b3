import type { Effort, Lens, RunRecord } from "@ganlens/core";
import type { FolderRunStore } from "@ganlens/core/node";
import type { CliIo } from "../cli-io.ts";
import type { PictureOptions } from "../options/picture-options.ts";
import type { Reporter } from "../reporters/reporter.ts";
import { type Explained, explainRun } from "./explain-run.ts";
import type { LensThreads } from "./lens-threads.ts";
import { shellWord, shownPath } from "./shown-path.ts";
import { writeReport } from "./write-report.ts";

export interface AskLensesOptions {
  readonly store: FolderRunStore;
  readonly record: RunRecord;
  readonly lenses: readonly Lens[];
  readonly named: boolean;
  readonly effort: Effort;
  /** True lets answers of a lesser effort take the place of those of a greater one. */
  readonly replace?: boolean;
  readonly seed: number;
  /** False keeps pictures of real data out of the run folder and its report. */
  readonly trainingImages: boolean;
  readonly io: CliIo;
  readonly reporter: Reporter;
  /** The new place of data that were moved. */
  readonly data?: string | undefined;
  readonly heldOut?: string | undefined;
  /** Other data to compare with, never called the run's own. */
  readonly compareWith?: string | undefined;
  readonly pictures?: PictureOptions;
  readonly checkpoint?: number | undefined;
  /** True where the user has just named all that run.json names. */
  readonly justBrought?: boolean;
  /** Threads that lenses may be looked through in; left out, this one does it. */
  readonly threads?: LensThreads;
  /** Stages before this one, for commands that do more. */
  readonly stagesBefore: number;
}

/**
 * Explains a run, writes its report, and shows the answers.
 *
 * When it is stopped or fails, the report is still written from what was finished.
 *
 * @throws {unknown} at the end, what the first lens that failed failed with
 */
export async function askLenses(options: AskLensesOptions): Promise<void> {
  const { store, io, reporter, trainingImages, stagesBefore, effort } = options;
  const count = stagesBefore + 2;
  const stage = (index: number) => ({ position: { index: stagesBefore + index, count } });
  let explained: Explained;
  try {
    explained = await explainRun({ ...options, ...stage(1) });
  } catch (error) {
    // The first error is the one to tell.
    await writeReport({ store, io, reporter, trainingImages }).catch(() => undefined);
    throw error;
  }
  reporter.report({ type: "stage-start", stage: "report", ...stage(2) });
  const report = await writeReport({ store, io, reporter, trainingImages });
  reporter.report({ type: "answers", results: explained.results });
  const run = shownPath(store.location, io);
  const again = `${io.program} explain ${shellWord(run)}`;
  const more = { glance: [again], quick: [`${again} --effort normal`], normal: [] }[effort];
  const next = [`${io.program} view ${shellWord(run)}`, ...more];
  reporter.report({ type: "summary", run, report, next });
  const [failure] = explained.failures;
  // What did answer is shown and kept; the command still ends as a failure.
  if (failure !== undefined) throw failure.error;
}
