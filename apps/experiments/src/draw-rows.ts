import type { RunStore } from "@ganlens/core";
import type { Command } from "./command-line.ts";
import { openEngine } from "./open-engine.ts";
import { readRows } from "./rows/read-rows.ts";
import { missingDraws, runExperiment } from "./run-experiment.ts";

/** A line is printed after as many milliseconds as this: draws may take milliseconds or minutes. */
const pause = 2000;

/** `pnpm experiment NAME`: draws, with a line every now and then, and at the end what is still missing. */
export async function drawRows(
  command: Extract<Command, { readonly task: "draw" }>,
  {
    rows,
    print,
    signal,
  }: { readonly rows: RunStore; readonly print: (text: string) => void; readonly signal: AbortSignal },
): Promise<void> {
  const { task: _, backend: required, ...options } = command;
  const { experiment } = command;
  const backend = await openEngine(required);
  print(`${experiment.name} on ${backend.name} (${backend.device})`);
  const clock = (): number => performance.now();
  let made = 0;
  let printed = clock();
  const draws = runExperiment({
    ...options,
    rows,
    backend: backend.name,
    signal,
    clock,
    note: (text) => print(`    ${text}`),
  });
  for await (const { condition, draw, seconds } of draws) {
    made++;
    if (clock() - printed < pause) continue;
    printed = clock();
    print(`  ${condition}: draw ${draw} in ${seconds} s; ${made} made now`);
  }
  const missing = missingDraws(experiment, await readRows(rows, experiment.name)).length;
  print(`${made} draws were made and kept; ${missing === 0 ? "none is" : `${missing} are`} missing.`);
}
