import { MemoryRunStore, type RunStore } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import type { Command } from "./command-line.ts";
import { firstSeed } from "./experiment.ts";
import { openEngine } from "./open-engine.ts";
import { readRows } from "./rows/read-rows.ts";
import { missingDraws, runExperiment } from "./run-experiment.ts";
import { markdownTable } from "./tables/markdown-table.ts";

/** No line is printed within so many milliseconds of the last one: draws may take milliseconds or minutes. */
const pause = 2000;

/** `pnpm experiment NAME`: draws, with a line every now and then, and at the end what is still missing. */
export async function drawRows(
  command: Extract<Command, { readonly task: "draw" }>,
  context: {
    readonly rows: RunStore;
    readonly print: (text: string) => void;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { task: _, trial, backend: required, ...options } = command;
  const { experiment } = command;
  const { print, signal } = context;
  const rows = trial ? new MemoryRunStore("rows of a trial") : context.rows;
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
    seedOfFirst: trial ? 0 : firstSeed,
    note: (text) => print(`    ${text}`),
  });
  const tensors = tf.memory().numTensors;
  for await (const { condition, draw, seconds, found } of draws) {
    made++;
    if (trial) print(`  ${condition}, draw ${draw}, ${seconds} s: ${JSON.stringify(found)}`);
    else if (clock() - printed >= pause) {
      printed = clock();
      print(`  ${condition}: draw ${draw} in ${seconds} s; ${made} made now`);
    }
  }
  const left = tf.memory().numTensors - tensors;
  if (left > 0) print(`The draws left ${left} tensors behind: something in them is not disposed of.`);
  const kept = await readRows(rows, experiment.name);
  if (trial) {
    print(`\n${markdownTable(experiment, kept)}\nThis was a trial: nothing was kept.`);
    return;
  }
  const missing = missingDraws(experiment, kept).length;
  print(`${made} draws were made and kept; ${missing === 0 ? "none is" : `${missing} are`} missing.`);
}
