import type { Finding, Inspection, OperationRow } from "./inspection.ts";

const levels: readonly Finding["level"][] = ["error", "warning", "note"];

/** What is not as it should be, and what to do about it; the gravest first. */
export function findProblems({
  chosen,
  backends,
  operations,
  speed,
  machine,
  wasm,
}: Omit<Inspection, "findings" | "schemaVersion">): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { backend, rows } of operations) {
    for (const status of ["still-wrong", "missing"] as const) {
      const names = namesByOperation(rows.filter((row) => row.status === status));
      if (names.length === 0) continue;
      findings.push({
        level: status === "still-wrong" ? "error" : "warning",
        what: `On ${backend}, ${names.length} ${names.length === 1 ? "operation is" : "operations are"} ${status === "missing" ? "missing" : "wrong"} even with ganlens: ${names.join("; ")}.`,
        todo: `Do not use them in a network that runs on ${backend}, or take another backend.`,
      });
    }
  }
  for (const { backend, step, problem } of speed) {
    if (problem === null) continue;
    findings.push({
      level: "error",
      what: `On ${backend}, training fails (${step}): ${problem}.`,
      todo: "Take another backend.",
    });
  }
  if (!wasm.simd) {
    findings.push({
      level: "warning",
      what: "This runtime has no WebAssembly SIMD: wasm computes several times slower.",
      todo: "Use a newer browser or Node.",
    });
  }
  if (machine !== null && machine.memoryBytes < 3 * 1024 ** 3) {
    findings.push({
      level: "warning",
      what: `This machine has ${(machine.memoryBytes / 1024 ** 3).toFixed(1)} GB of memory.`,
      todo: "Lower wasm's budget, limitMemory(tf, { bytes }), and use small batches.",
    });
  }
  for (const { name, works, problem, hint } of backends) {
    if (works) continue;
    findings.push({
      level: chosen.name === "cpu" && name === "wasm" ? "warning" : "note",
      what: `The backend ${name} does not work here: ${problem}.`,
      todo: hint ?? "Nothing needs to be done; another backend works.",
    });
  }
  if (machine !== null && machine.cores > 1) {
    findings.push({
      level: "note",
      what: `${machine.cores} cores are there, and one operation uses one thread, so that the same seed gives the same bytes.`,
      todo: "On node, openBackend({ threads }) lets it use more; results then differ in the last bits.",
    });
  }
  return findings.sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
}

const orderWords = ["value", "gradient", "second order"] as const;

/** `conv3d, stride 2 (gradient, second order)`, once per operation and variant. */
function namesByOperation(rows: readonly OperationRow[]): readonly string[] {
  const orders = new Map<string, Set<OperationRow["order"]>>();
  for (const { operation, variant, order } of rows) {
    const name = variant === "" ? operation : `${operation}, ${variant}`;
    orders.set(name, (orders.get(name) ?? new Set()).add(order));
  }
  return [...orders].map(
    ([name, found]) => `${name} (${[...found].map((order) => orderWords[order]).join(", ")})`,
  );
}
