import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { type Effort, efforts, type RunStore } from "@ganlens/core";
import { FolderRunStore } from "@ganlens/core/node";
import { findLens, lensRegistry, type RegisteredLens } from "@ganlens/interpret";
import * as tf from "@tensorflow/tfjs";
import type { ReportBenchmark } from "../../benchmark.ts";
import { describeMachine } from "../backend/describe-machine.ts";
import { type BudgetRow, budgetHeader, budgetLine, together } from "./budget-table.ts";
import { openDemo } from "./open-demo.ts";
import { type PythonTool, printPythonParts } from "./python-parts.ts";
import { timeLens } from "./time-lens.ts";
import { demoCheckpoints, demoSteps, trainDemo } from "./train-demo.ts";

/** Also sets parts of the lenses beside torch-fidelity, which brings PyTorch. */
const beside: PythonTool = "torch-fidelity";

/**
 * What each lens of the registry takes of its budget: `pnpm bench interpret [LENS…] [EFFORT…] [torch-fidelity]`, all of them at `quick`
 * unless told.
 */
export const interpretBenchmark: ReportBenchmark = {
  name: "interpret",
  question:
    "How much of its budget does each lens take? (options: names of lenses, efforts, torch-fidelity: its parts beside)",
  async report(options, print) {
    const isEffort = (option: string): option is Effort => (efforts as readonly string[]).includes(option);
    const asked = options
      .filter((option) => option !== beside && !isEffort(option))
      .map((id) => findLens(id));
    const at = options.filter(isEffort);
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
      const store = new FolderRunStore(join(folder, "run"));
      for (const effort of at.length === 0 ? (["quick"] as const) : at) {
        await printTable(store, { registered, effort }, print);
        print("");
      }
      const tools: readonly PythonTool[] = [
        "scikit-learn and prdc",
        ...(options.includes(beside) ? [beside] : []),
      ];
      await printPythonParts(store, tools, print);
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
  { registered, effort }: { readonly registered: readonly RegisteredLens[]; readonly effort: Effort },
  print: (line: string) => void,
): Promise<void> {
  const subject = await openDemo(store);
  print(`Effort ${effort}:`);
  print("");
  for (const line of budgetHeader) print(line);
  const rows: BudgetRow[] = [];
  try {
    for (const { lens, budget } of registered) {
      const time = await timeLens(lens, { subject, store, effort });
      const { verdicts, controls } = time.result;
      const row = {
        ...time,
        name: lens.id,
        budget: effort === "quick" ? budget : undefined,
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
