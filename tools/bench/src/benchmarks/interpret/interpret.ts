import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import type { RunStore } from "@ganlens/core";
import { FolderRunStore } from "@ganlens/core/node";
import { openDataset } from "@ganlens/datasets";
import { findLens, lensRegistry, openSubject, type RegisteredLens } from "@ganlens/interpret";
import * as tf from "@tensorflow/tfjs";
import type { ReportBenchmark } from "../../benchmark.ts";
import { describeMachine } from "../backend/describe-machine.ts";
import { type BudgetRow, budgetHeader, budgetLine, together } from "./budget-table.ts";
import { timeLens } from "./time-lens.ts";
import { demoCheckpoints, demoSteps, trainDemo } from "./train-demo.ts";

/** What each lens of the registry takes of its budget: `pnpm bench interpret [LENS…]`, all of them unless told. */
export const interpretBenchmark: ReportBenchmark = {
  name: "interpret",
  question: "How much of its budget does each lens take at quick? (options: names of lenses)",
  async report(options, print) {
    const asked = options.map((id) => findLens(id));
    print(describeMachine());
    const folder = await mkdtemp(join(tmpdir(), "ganlens-bench-"));
    try {
      await trainDemo(join(folder, "run"));
      await openBackend({ require: "wasm" });
      installKernels(tf);
      installGradients(tf);
      print(
        `Each lens as it answers in the demo, with all that it looks at beside the generator: the demo's, after ${demoSteps} steps on mnist-5k, with ${demoCheckpoints} checkpoints, seed 0; wasm. What one lens trains and draws, the next one finds.`,
      );
      print("");
      const registered = lensRegistry.filter(({ lens }) => asked.length === 0 || asked.includes(lens));
      await printTable(new FolderRunStore(join(folder, "run")), registered, print);
    } finally {
      await rm(folder, { recursive: true });
    }
    print("");
    print(
      `Load ${loadavg()[0]?.toFixed(1)} at the end. Budgets are for two cores with nothing else to do: where there is, compare the processor time.`,
    );
  },
};

async function printTable(
  store: RunStore,
  registered: readonly RegisteredLens[],
  print: (line: string) => void,
): Promise<void> {
  const openData = (source: unknown, { split = "train" }: { readonly split?: string } = {}) =>
    openDataset(source as string, { split });
  const subject = await openSubject({ store, openData });
  for (const line of budgetHeader) print(line);
  const rows: BudgetRow[] = [];
  try {
    for (const { lens, budget } of registered) {
      const time = await timeLens(lens, { subject, store });
      const { verdicts, controls } = time.result;
      const row = {
        ...time,
        name: lens.id,
        budget,
        answer: `${verdicts.length} verdicts, ${controls.length} controls`,
      };
      print(budgetLine(row));
      rows.push(row);
      if (rows.length === registered.length) print(budgetLine(together("together", rows)));
    }
  } finally {
    subject.dispose();
  }
}
