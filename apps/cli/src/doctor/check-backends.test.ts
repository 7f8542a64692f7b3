import type { Inspection } from "@ganlens/backend";
import { expect, test } from "vitest";
import { backendFindings, problemFindings } from "./check-backends.ts";

const chosen: Inspection["chosen"] = {
  name: "wasm",
  device: "a device",
  reason: "it was asked for",
  tried: [],
};
const counts = { right: 3, fixed: 2, "still-wrong": 0, missing: 1 };

test("a backend is broken when one of its own operations is still wrong", () => {
  const findings = backendFindings({
    chosen,
    backends: (["node", "wasm-relaxed", "wasm"] as const).map((name) => ({
      name,
      works: name !== "node",
      device: null,
      problem: null,
      hint: null,
    })),
    operations: [
      { backend: "wasm", rows: [], counts },
      { backend: "cpu", rows: [], counts: { ...counts, "still-wrong": 1 } },
    ],
  });
  expect(findings.map(({ subject, state }) => [subject, state])).toEqual([
    ["backend", "good"],
    ["backends", "good"],
    ["operations on wasm", "good"],
    ["operations on cpu", "broken"],
  ]);
  expect(findings[1]?.found).toBe("wasm-relaxed, wasm can be asked for with --backend");
  expect(findings[3]?.advice).toContain("--backend");
});

test("an error is broken, all else a note, each with what to do", () => {
  const findings = (["error", "warning", "note"] as const).map((level) => ({
    level,
    what: level,
    todo: "do",
  }));
  expect(problemFindings({ findings })).toEqual([
    { subject: "tfjs", state: "broken", found: "error", advice: "do" },
    { subject: "tfjs", state: "note", found: "warning", advice: "do" },
    { subject: "tfjs", state: "note", found: "note", advice: "do" },
  ]);
});
