import type { CliIo } from "../cli-io.ts";
import type { Reporter } from "./reporter.ts";

/** Milliseconds of reading that nobody needs to hear of. */
const patience = 2000;

/** Tells how far a folder of pictures is read, once that takes long enough to be asked about. */
export function readingProgress(reporter: Reporter, { clock }: Pick<CliIo, "clock">): (done: number) => void {
  const start = clock();
  let isTold = false;
  return (done) => {
    if (!isTold && clock() - start < patience) return;
    if (!isTold) reporter.report({ type: "stage-start", stage: "read" });
    isTold = true;
    reporter.report({ type: "work-progress", now: "pictures of the folder", done });
  };
}
