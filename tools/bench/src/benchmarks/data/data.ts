import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Random } from "@ganlens/core";
import type { DatasetSpec } from "@ganlens/datasets";
import { bootstrapInterval } from "@ganlens/metrics";
import type { ReportBenchmark } from "../../benchmark.ts";
import { runCommand } from "../../run-command.ts";
import { describeMachine } from "../backend/describe-machine.ts";
import type { TrainingFigures, TrainingTask } from "../training/training-task.ts";
import type { DataFigures, DataTask } from "./data-task.ts";
import { makeFiles, makeFolder } from "./make-files.ts";

const run = promisify(execFile);
const source = ["--conditions=@ganlens/source", "--import", "tsx"];
const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
type Print = (line: string) => void;

/** Reading data, in processes that take turns with Python's: `pnpm bench data [--images N] [--rounds N]`. */
export const dataBenchmark: ReportBenchmark = {
  name: "data",
  question:
    "How fast are images read, against torchvision, Pillow and numpy; how much does training wait for them; how much memory does a large folder take? (options: --images of the largest folder, --rounds)",
  async report(options, print) {
    const after = (name: string, usual: number) => {
      const at = options.indexOf(name);
      return at < 0 ? usual : Number(options[at + 1]);
    };
    const [images, rounds] = [after("--images", 100_000), after("--rounds", 5)];
    const folder = await mkdtemp(join(tmpdir(), "ganlens-bench-data-"));
    try {
      print(`${describeMachine()}\n`);
      const tenth = Math.max(200, Math.round(images / 10));
      const small = join(folder, "small");
      await makeFolder(small, tenth);
      const files = await makeFiles(folder, tenth);
      await compareReading({ small, ...files, images: tenth, rounds, folder }, print);
      await compareTraining(small, print);
      const large = join(folder, "large");
      await makeFolder(large, images);
      await compareMemory(
        [
          [small, tenth],
          [large, images],
        ],
        print,
      );
      print(`\nLoad ${loadavg()[0]?.toFixed(1)} at the end.`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

interface Reading {
  readonly small: string;
  readonly npz: string;
  readonly idx: string;
  readonly images: number;
  readonly rounds: number;
  /** For Python's own environment. */
  readonly folder: string;
}

async function compareReading(
  { small, npz, idx, images, rounds, folder }: Reading,
  print: Print,
): Promise<void> {
  const python = await providePython(folder);
  const versions =
    python === undefined ? "" : (await run(python, [here("./read-files.py"), "versions"])).stdout.trim();
  print(python === undefined ? "There is no Python: only our own times.\n" : `Against ${versions}.\n`);
  const pairs = [
    ["folder, streamed", "stream", small, "torchvision", "torchvision, one worker"],
    ["folder, streamed", "stream", small, "pillow", "Pillow, no worker"],
    ["folder, into memory", "open", small, "pillow", "Pillow, no worker"],
    ["npz, batches of it once open", "batches", npz, "batches", "numpy"],
    ["npz, all of it", "file", npz, "npz", "numpy"],
    ["IDX, all of it", "idx", idx, "idx", "numpy"],
  ] as const;
  print("| what is read | images/s | by | images/s | ratio (95 %) |");
  print("|---|---|---|---|---|");
  for (const [name, way, path, theirWay, theirName] of pairs) {
    if (theirWay === "torchvision" && !versions.includes("torchvision")) continue;
    const [own, theirs]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      own.push(images / (await ours({ way, path, images })).seconds);
      if (python === undefined) continue;
      const asked = [here("./read-files.py"), theirWay, path, `${images}`];
      theirs.push(images / Number((await run(python, asked)).stdout));
    }
    const ratios = theirs.map((rate, round) => (own[round] as number) / rate);
    print(
      `| ${name} | ${thousands(middle(own))} | ${theirName} | ${theirs.length === 0 ? "–" : thousands(middle(theirs))} | ${ratioWords(ratios)} |`,
    );
  }
}

async function compareTraining(small: string, print: Print): Promise<void> {
  print("\n| trained on (demo, wasm, one thread) | images/s eaten | waiting for data |");
  print("|---|---|---|");
  const rates: number[] = [];
  const folder = { path: small, size: [28, 28], channels: 1 } as const;
  const data: readonly (readonly [string, DatasetSpec])[] = [
    ["sprites", "sprites"],
    ["folder, in memory", { folder: { ...folder, stream: false } }],
    ["folder, streamed", { folder: { ...folder, stream: true } }],
  ];
  for (const [name, spec] of data) {
    const task: TrainingTask = { preset: "demo", backend: "wasm", threads: 1, steps: 40, data: spec };
    const { stdout } = await run(process.execPath, [
      ...source,
      here("../training/training-process.ts"),
      JSON.stringify(task),
    ]);
    const { imagesPerSecond, waiting } = JSON.parse(stdout) as TrainingFigures;
    rates.push(imagesPerSecond);
    print(`| ${name} | ${thousands(imagesPerSecond)} | ${(100 * waiting).toFixed(2)} % |`);
  }
  print("\n| drawn anew | images/s | share of a step, were each of its images drawn for it |");
  print("|---|---|---|");
  for (const name of ["sprites", "digits-strokes"]) {
    const images = 5000;
    const rate = images / (await ours({ way: "render", path: name, images })).seconds;
    const eaten = rates[0] as number;
    print(`| ${name} | ${thousands(rate)} | ${((100 * eaten) / (eaten + rate)).toFixed(2)} % |`);
  }
}

async function compareMemory(folders: readonly (readonly [string, number])[], print: Print): Promise<void> {
  print(
    "\n| streamed folder | opened in | images/s of opening | images/s of a pass | memory: start | peak |",
  );
  print("|---|---|---|---|---|---|");
  for (const [path, images] of folders) {
    const { opening, seconds, start, peak } = await ours({ way: "stream", path, images });
    print(
      `| ${images.toLocaleString("en")} PNGs of 28 × 28 | ${opening.toFixed(1)} s | ${thousands(images / opening)} | ${thousands(images / seconds)} | ${start.toFixed(0)} MiB | ${peak.toFixed(0)} MiB |`,
    );
  }
}

async function ours(task: DataTask): Promise<DataFigures> {
  const { stdout } = await run(process.execPath, [
    ...source,
    here("./data-process.ts"),
    JSON.stringify(task),
  ]);
  return JSON.parse(stdout) as DataFigures;
}

/** The Python of `GANLENS_TORCH_PYTHON`, or one of its own with numpy and Pillow; undefined where there is none. */
async function providePython(folder: string): Promise<string | undefined> {
  const given = process.env.GANLENS_TORCH_PYTHON;
  if (given !== undefined) return given;
  const home = join(folder, "venv");
  const python = join(home, "bin", "python");
  const made =
    (await runCommand("python3", ["-m", "venv", home])) === 0 &&
    (await runCommand(python, ["-m", "pip", "install", "--quiet", "numpy", "pillow"])) === 0;
  return made ? python : undefined;
}

function ratioWords(ratios: readonly number[]): string {
  if (ratios.length === 0) return "–";
  const mean = (rows: ArrayLike<number>) =>
    Array.from(rows, (row) => ratios[row] as number).reduce((sum, value) => sum + value, 0) / rows.length;
  const { low, high } = bootstrapInterval({ n: ratios.length, random: Random.fromSeed(0), statistic: mean });
  return `${middle(ratios).toFixed(2)} × (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

const thousands = (value: number): string => Math.round(value).toLocaleString("en");

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
