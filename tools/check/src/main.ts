import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Counts, formatCounts, sumCounts } from "./counts.ts";
import type { StepContext } from "./step.ts";
import { steps } from "./steps.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "tests-report": { type: "string" },
    "tests-exit-code": { type: "string", default: "0" },
    update: { type: "boolean", default: false },
  },
});
const unknown = positionals.find((name) => steps.every((step) => step.name !== name));
if (unknown !== undefined) {
  process.stderr.write(`No step "${unknown}". Steps: ${steps.map(({ name }) => name).join(", ")}.\n`);
  process.exit(2);
}
const chosen = positionals.length === 0 ? steps : steps.filter(({ name }) => positionals.includes(name));

const root = fileURLToPath(new URL("../../..", import.meta.url));
Object.assign(process.env, {
  // Found also when this file is run without pnpm.
  PATH: [join(root, "node_modules", ".bin"), process.env.PATH].join(delimiter),
  // Turbo reports usage unless told otherwise.
  TURBO_TELEMETRY_DISABLED: "1",
  DO_NOT_TRACK: "1",
});

const testsReport = values["tests-report"];
const context: StepContext = {
  root,
  update: values.update,
  scratch: await mkdtemp(join(tmpdir(), "ganlens-check-")),
  ...(testsReport === undefined
    ? {}
    : { tests: { report: testsReport, exitCode: Number(values["tests-exit-code"]) } }),
};
const results: { name: string; counts: Counts; seconds: number }[] = [];
try {
  for (const step of chosen) {
    process.stdout.write(`\n== ${step.name}: ${step.about}\n`);
    const start = performance.now();
    const { counts, output, report } = await step.run(context);
    if (report !== undefined) process.stdout.write(`${report.trimEnd()}\n`);
    if (counts.failed > 0) process.stdout.write(`${output.trimEnd()}\n`);
    results.push({ name: step.name, counts, seconds: (performance.now() - start) / 1000 });
  }
} finally {
  await rm(context.scratch, { recursive: true, force: true });
}

process.stdout.write("\n== summary\n");
for (const { name, counts, seconds } of results) {
  const verdict = counts.failed > 0 ? "FAILED" : "ok";
  process.stdout.write(
    `${name.padEnd(12)} ${verdict.padEnd(7)} ${`${seconds.toFixed(1)} s`.padStart(8)}  ${formatCounts(counts)}\n`,
  );
}
const total = sumCounts(results.map(({ counts }) => counts));
process.stdout.write(`\n${formatCounts(total)}\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
