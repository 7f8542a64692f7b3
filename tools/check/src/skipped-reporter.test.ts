import { expect, it } from "vitest";
import { skipReasons } from "./skipped-reporter.ts";

it("groups skipped tests by note, then by need, then by name", () => {
  expect(
    skipReasons([
      { name: "report (needs Chromium) > opens" },
      { name: "report (needs Chromium) > prints" },
      { name: "kernel > trains", note: "this backend has no kernel" },
      { name: "forgotten" },
    ]),
  ).toEqual([
    { reason: "no Chromium here", count: 2 },
    { reason: "this backend has no kernel", count: 1 },
    { reason: "no reason given: forgotten", count: 1 },
  ]);
});
