import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { BackendName } from "@ganlens/backend";
import { presets } from "@ganlens/training";
import type { ReportBenchmark } from "../../benchmark.ts";
import { describeMachine } from "../backend/describe-machine.ts";
import type { TrainingFigures, TrainingTask } from "./training-task.ts";

const run = promisify(execFile);
const source = ["--conditions=@ganlens/source", "--import", "tsx"];
const script = fileURLToPath(new URL("./training-process.ts", import.meta.url));
const checkout = fileURLToPath(new URL("../../../../../", import.meta.url));

/** Each preset on the backends that train in Node: `pnpm bench training [STEPS] [--against CHECKOUT] [--rounds N] [--built]`. */
export const trainingBenchmark: ReportBenchmark = {
  name: "training",
  question:
    "How fast does each preset train, on how many threads, and what does the loop cost? (options: steps, --against another checkout, --rounds N, --built: both as they are built)",
  async report(options, print) {
    const steps = Number(options.find((option) => /^\d+$/.test(option)) ?? 60);
    const after = (name: string) => {
      const at = options.indexOf(name);
      return at < 0 ? undefined : options[at + 1];
    };
    print(describeMachine());
    print("");
    const other = after("--against");
    if (other !== undefined) {
      const built = options.includes("--built");
      await compareDemos({ other, steps, rounds: Number(after("--rounds") ?? 3), built }, print);
    } else await everyPreset(steps, print);
    print("");
    print(`Load ${loadavg()[0]?.toFixed(1)} at the end.`);
  },
};

async function everyPreset(steps: number, print: (line: string) => void): Promise<void> {
  print(
    "| preset | backend | threads | images/s | ms a step | the bare step | the loop's own | waiting for data | processor ms | tensors left | MiB at half, at the end |",
  );
  print("|---|---|---|---|---|---|---|---|---|---|---|");
  for (const { id } of presets) {
    for (const [backend, threads] of [
      ["wasm", 1],
      ["wasm", 2],
      ["node", 1],
      ["node", 2],
    ] as const satisfies readonly (readonly [BackendName, number])[]) {
      const task: TrainingTask = { preset: id, backend, threads, steps };
      const figures = await run(process.execPath, [...source, script, JSON.stringify(task)]).then(
        ({ stdout }) => JSON.parse(stdout) as TrainingFigures,
        (error: Error & { code?: unknown; signal?: unknown }) => error,
      );
      if (figures instanceof Error) {
        const end = figures.signal ?? `exit code ${String(figures.code)}`;
        print(
          `| ${id} | ${backend} | ${threads} | failed, ${end}: ${figures.message.trim().split("\n").at(-1)} |`,
        );
        continue;
      }
      const { imagesPerSecond, step, bare, waiting, processor, tensors, memory } = figures;
      const own = (100 * (step - bare)) / bare;
      print(
        `| ${id} | ${backend} | ${threads} | ${imagesPerSecond.toFixed(0)} | ${step.toFixed(1)} | ${bare.toFixed(1)} | ${own.toFixed(1)} % | ${(100 * waiting).toFixed(1)} % | ${processor.toFixed(1)} | ${tensors} | ${memory.map((each) => each.toFixed(0)).join(", ")} |`,
      );
    }
  }
}

/** The demo's training in this checkout and in another, in turns, as the command line does it: start-up and checkpoints included. */
async function compareDemos(
  {
    other,
    steps,
    rounds,
    built,
  }: {
    readonly other: string;
    readonly steps: number;
    readonly rounds: number;
    readonly built: boolean;
  },
  print: (line: string) => void,
): Promise<void> {
  const seconds = async (folder: string, pinned: boolean): Promise<number> => {
    const out = await mkdtemp(join(tmpdir(), "ganlens-bench-"));
    const program = built ? ["apps/cli/dist/main.js"] : [...source, "apps/cli/src/main.ts"];
    const command = [process.execPath, ...program, "train", "demo"];
    const asked = ["--steps", `${steps}`, "--backend", "wasm", "--out", join(out, "run")];
    const [first = "", ...rest] = [...(pinned ? ["taskset", "-c", "0"] : []), ...command, ...asked];
    const start = performance.now();
    await run(first, rest, { cwd: folder });
    const taken = (performance.now() - start) / 1000;
    await rm(out, { recursive: true });
    return taken;
  };
  print(`| demo, ${steps} steps, wasm | there | here | faster by |`);
  print("|---|---|---|---|");
  for (const pinned of [false, true]) {
    const there: number[] = [];
    const here: number[] = [];
    for (let round = 0; round < rounds; round++) {
      there.push(await seconds(other, pinned));
      here.push(await seconds(checkout, pinned));
    }
    const [before, now] = [middle(there), middle(here)];
    print(
      `| ${pinned ? "pinned to one core" : "two cores"} | ${before.toFixed(1)} s | ${now.toFixed(1)} s | ${(before / now).toFixed(2)} × |`,
    );
  }
}

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
