import type { Reporter, TestModule } from "vitest/node";

/** A test that did not run. */
export interface SkippedTest {
  readonly name: string;
  /** What was passed to `context.skip(note)`. */
  readonly note?: string | undefined;
}

/**
 * Why tests were skipped, most frequent reason first: the note given to `context.skip`, else the words in
 * "(needs …)" in the name of the test or of a suite around it.
 */
export function skipReasons(skipped: readonly SkippedTest[]): readonly { reason: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { name, note } of skipped) {
    const need = /\(needs ([^)]+)\)/.exec(name)?.[1];
    const reason = note ?? (need === undefined ? `no reason given: ${name}` : `no ${need} here`);
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
}

/**
 * Ends a run of vitest by saying how many tests were skipped, and why. The run fails when `GANLENS_REQUIRE_CHROMIUM` is set
 * and a test was skipped for want of one.
 */
export class SkippedReporter implements Reporter {
  onTestRunEnd(testModules: readonly TestModule[]): void {
    const skipped = testModules.flatMap((testModule) =>
      [...testModule.children.allTests("skipped")].map((test) => {
        const result = test.result();
        return { name: test.fullName, note: result.state === "skipped" ? result.note : undefined };
      }),
    );
    if (skipped.length === 0) return;
    const reasons = skipReasons(skipped);
    process.stdout.write(`\n Skipped ${skipped.length} of all tests:\n`);
    for (const { reason, count } of reasons) process.stdout.write(`   ${count} × ${reason}\n`);
    if (process.env.GANLENS_REQUIRE_CHROMIUM && reasons.some(({ reason }) => /chromium/i.test(reason))) {
      process.stdout.write(
        " Failed: GANLENS_REQUIRE_CHROMIUM is set, so no test may be skipped for Chromium.\n",
      );
      process.exitCode = 1;
    }
  }
}
