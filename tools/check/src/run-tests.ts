import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "./run-command.ts";
import type { StepContext, StepResult } from "./step.ts";
import { vitestCounts } from "./vitest-counts.ts";

/** Runs all tests, or takes over the results of a run that already happened. */
export async function runTests({ root, scratch, tests }: StepContext): Promise<StepResult> {
  const report = tests?.report ?? join(scratch, "vitest.json");
  const exitCode =
    tests?.exitCode ??
    (
      await runCommand(["vitest", "run"], {
        directory: root,
        environment: { GANLENS_TEST_REPORT: report },
        show: true,
      })
    ).exitCode;
  const text = await readFile(report, "utf8").catch(() => null);
  const counts = vitestCounts({ report: text, exitCode });
  const output =
    text === null
      ? `The run of the tests ended with exit code ${exitCode} and left no report.`
      : "See above.";
  return { counts, output };
}
