import { expect, it } from "vitest";
import { findProblems } from "./find-problems.ts";
import type { Inspection, OperationRow } from "./inspection.ts";
import { countRows, operationRows } from "./operation-rows.ts";

const check = (operation: string, order: 0 | 1 | 2, status: "right" | "wrong" | "missing") => ({
  operation,
  variant: "",
  order,
  status,
  error: status === "missing" ? null : 0,
  ...(status === "missing" ? { problem: "no kernel" } : {}),
});

const rows: readonly OperationRow[] = operationRows({
  stock: [
    check("a", 0, "right"),
    check("b", 1, "wrong"),
    check("c", 1, "missing"),
    check("d", 1, "wrong"),
    check("d", 2, "right"),
    check("e", 2, "missing"),
  ],
  patched: [
    check("a", 0, "right"),
    check("b", 1, "right"),
    check("c", 1, "right"),
    check("d", 1, "wrong"),
    check("d", 2, "wrong"),
    check("e", 2, "missing"),
  ],
});

const healthy: Omit<Inspection, "findings" | "schemaVersion"> = {
  deep: false,
  machine: null,
  versions: {},
  wasm: { simd: true, relaxedSimd: true, threads: true },
  chosen: { name: "wasm", device: "", reason: "", tried: [] },
  backends: [{ name: "wasm", works: true, device: "", problem: null, hint: null }],
  operations: [],
  speed: [],
};

it("tells what was right, what is fixed and what is not", () => {
  expect(rows.map(({ status, stock }) => [stock, status])).toEqual([
    ["right", "right"],
    ["wrong", "fixed"],
    ["missing", "fixed"],
    ["wrong", "still-wrong"],
    ["right", "still-wrong"],
    ["missing", "missing"],
  ]);
  expect(countRows(rows)).toEqual({ right: 1, fixed: 2, "still-wrong": 2, missing: 1 });
});

it("finds nothing on a machine where all is well", () => {
  expect(findProblems(healthy)).toEqual([]);
});

it("puts wrong results first and gives a remedy for each finding", () => {
  const findings = findProblems({
    ...healthy,
    wasm: { simd: false, relaxedSimd: false, threads: false },
    machine: {
      runtime: "node 20",
      platform: "linux x64",
      processor: "",
      cores: 2,
      memoryBytes: 2 ** 30,
      vectorInstructions: "",
    },
    backends: [
      ...healthy.backends,
      { name: "node", works: false, device: null, problem: "not installed", hint: "install it" },
    ],
    operations: [{ backend: "wasm", rows, counts: countRows(rows) }],
    speed: [{ backend: "wasm", step: "dense", milliseconds: null, runs: 0, problem: "boom" }],
  });
  expect(findings.map(({ level, what }) => `${level}: ${what}`)).toEqual([
    "error: On wasm, 1 operation is wrong even with ganlens: d (gradient, second order).",
    "error: On wasm, training fails (dense): boom.",
    "warning: On wasm, 1 operation is missing even with ganlens: e (second order).",
    "warning: This runtime has no WebAssembly SIMD: wasm computes several times slower.",
    "warning: This machine has 1.0 GB of memory.",
    "note: The backend node does not work here: not installed.",
    expect.stringMatching(/^note: 2 cores/),
  ]);
  expect(findings.every(({ todo }) => todo.length > 0)).toBe(true);
  expect(findings.find(({ what }) => what.includes("node"))?.todo).toBe("install it");
});
