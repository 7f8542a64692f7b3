import type { Counts } from "./counts.ts";

/**
 * Counts the results in vitest's JSON report, so that a run that broke off never looks like one that passed.
 *
 * One failure each is added for a file that did not load, and for a run that ended with an error although no test
 * failed (an unhandled rejection, a crash). A report that is missing, cannot be read or holds no test is one failure.
 *
 * @param report text of the report, or null when none was written
 * @param exitCode how the run ended
 */
export function vitestCounts({ report, exitCode }: { report: string | null; exitCode: number }): Counts {
  const files = report === null ? null : readTestResults(report);
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  for (const file of files ?? []) {
    const statuses = file.assertionResults.map((result) => result.status);
    const failedHere = statuses.filter((status) => !(status in countedAs)).length;
    passed += statuses.filter((status) => countedAs[status] === "passed").length;
    skipped += statuses.filter((status) => countedAs[status] === "skipped").length;
    failed += failedHere === 0 && file.status === "failed" ? 1 : failedHere;
  }
  const empty = passed + failed + skipped === 0;
  const brokeOff = exitCode !== 0 && failed === 0;
  return { passed, failed: failed + (empty || brokeOff ? 1 : 0), skipped };
}

/** Every other status ("failed", "pending": begun and never ended) is a failure. */
const countedAs: Record<string, "passed" | "skipped"> = {
  passed: "passed",
  skipped: "skipped",
  todo: "skipped",
  disabled: "skipped",
};

interface FileResult {
  readonly status: string;
  readonly assertionResults: readonly { readonly status: string }[];
}

function readTestResults(report: string): readonly FileResult[] | null {
  try {
    const { testResults } = JSON.parse(report) as { testResults?: unknown };
    return Array.isArray(testResults) ? (testResults as FileResult[]) : null;
  } catch {
    return null;
  }
}
