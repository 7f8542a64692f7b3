import { describe, expect, it } from "vitest";
import { vitestCounts } from "./vitest-counts.ts";

const report = (...files: readonly { status: string; tests: readonly string[] }[]): string =>
  JSON.stringify({
    testResults: files.map(({ status, tests }) => ({
      status,
      assertionResults: tests.map((state) => ({ status: state })),
    })),
  });

describe("vitestCounts", () => {
  it("counts passed, failed and skipped tests over files", () => {
    const text = report(
      { status: "passed", tests: ["passed", "skipped", "todo"] },
      { status: "failed", tests: ["passed", "failed", "failed"] },
    );
    expect(vitestCounts({ report: text, exitCode: 1 })).toEqual({ passed: 2, failed: 2, skipped: 2 });
  });

  it("counts a test that never ended as failed", () => {
    const text = report({ status: "passed", tests: ["passed", "pending"] });
    expect(vitestCounts({ report: text, exitCode: 0 })).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  it("counts a file that did not load as one failure", () => {
    const text = report({ status: "failed", tests: [] }, { status: "passed", tests: ["passed"] });
    expect(vitestCounts({ report: text, exitCode: 1 })).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  it("counts an error outside of tests as one failure", () => {
    const text = report({ status: "passed", tests: ["passed"] });
    expect(vitestCounts({ report: text, exitCode: 1 })).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  it.each([null, "", "{", "[]", "{}", report()])("refuses a report without tests: %j", (text) => {
    expect(vitestCounts({ report: text, exitCode: 0 })).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(vitestCounts({ report: text, exitCode: 1 })).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});
