import type { Inspection, OperationRow, OperationTable, StepTime } from "./inspection.ts";

/** An inspection for people: plain text, no colours, at most about 110 columns. */
export function inspectionText({
  machine,
  versions,
  wasm,
  chosen,
  backends,
  operations,
  speed,
  findings,
}: Inspection): string {
  const sections = [
    section("Machine", [
      ...(machine === null
        ? ["a browser"]
        : [
            `${machine.runtime} on ${machine.platform}`,
            `${machine.processor}, ${machine.cores} cores, ${machine.vectorInstructions}`,
            `${(machine.memoryBytes / 1024 ** 3).toFixed(1)} GB of memory`,
          ]),
      `WebAssembly: ${wasm.simd ? "SIMD" : "no SIMD"}, ${wasm.relaxedSimd ? "relaxed SIMD" : "no relaxed SIMD"}, ${wasm.threads ? "threads" : "one thread"}`,
    ]),
    section("Versions", table(Object.entries(versions).map(([name, version]) => [name, version]))),
    section("Backends", [
      ...table(
        backends.map(({ name, works, device, problem }) => [
          name === chosen.name ? "*" : "",
          name,
          works ? "works" : "no",
          (works ? device : problem) ?? "",
        ]),
      ),
      `* is taken: ${chosen.reason}.`,
    ]),
    ...operations.map(operationSection),
    section(
      "Speed of one training step",
      table(
        speed.map(({ backend, step, milliseconds, problem }) => [
          backend,
          step,
          stepText({ milliseconds, problem }),
        ]),
      ),
    ),
    section(
      "What to do",
      findings.length === 0
        ? ["Nothing: all is well."]
        : findings.flatMap(({ level, what, todo }) => [`${level}: ${what}`, `  -> ${todo}`]),
    ),
  ];
  return `${sections.join("\n\n")}\n`;
}

function section(title: string, lines: readonly string[]): string {
  return [title, ...lines.map((line) => `  ${line}`)].join("\n");
}

function operationSection({ backend, rows, counts }: OperationTable): string {
  const total = rows.length;
  const shown = mergeOrders(rows.filter(({ status }) => status !== "right"));
  return section(`Operations on ${backend}`, [
    `${total} checks: ${counts.right} right in stock tfjs, ${counts.fixed} fixed by ganlens, ${counts["still-wrong"]} still wrong, ${counts.missing} missing`,
    ...table(shown),
  ]);
}

function stepText({ milliseconds, problem }: Pick<StepTime, "milliseconds" | "problem">): string {
  if (milliseconds !== null) return `${milliseconds.toFixed(1)} ms`;
  return problem === null ? "skipped: it would have taken too long" : `fails: ${problem}`;
}

const orders = ["value", "gradient", "second order"] as const;

/** One line per operation and variant: its name, and for each order what was wrong and what it is now. */
function mergeOrders(rows: readonly OperationRow[]): readonly (readonly string[])[] {
  const lines = new Map<string, string[]>();
  for (const { operation, variant, order, status, stock } of rows) {
    const name = variant === "" ? operation : `${operation}, ${variant}`;
    const words =
      status === "fixed" ? `fixed (was ${stock})` : status === "missing" ? "missing" : "STILL WRONG";
    lines.set(name, [...(lines.get(name) ?? []), `${orders[order]}: ${words}`]);
  }
  return [...lines].map(([name, found]) => [name, found.join("; ")]);
}

/** Rows of cells as lines, with columns aligned. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  }
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] as number))
      .join("  ")
      .trimEnd(),
  );
}
