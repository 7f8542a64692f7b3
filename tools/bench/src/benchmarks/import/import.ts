import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { ReportBenchmark } from "../../benchmark.ts";
import { Contender } from "../backend/contender.ts";
import { describeMachine } from "../backend/describe-machine.ts";
import { dcganOnnx } from "./dcgan-onnx.ts";

/** How long one process generates before the other one's turn, in milliseconds. */
const turn = 1500;

/** An imported DCGAN against onnxruntime-web, in processes that take turns: `pnpm bench import [--rounds 9] [--threads 1,2]
 * [--batch 64]`. */
export const importBenchmark: ReportBenchmark = {
  name: "import",
  question: "How fast does an imported DCGAN-64 generate on wasm, against onnxruntime-web?",
  async report(options, print) {
    const { values } = parseArgs({
      args: [...options],
      options: {
        rounds: { type: "string", default: "9" },
        threads: { type: "string", default: "1,2" },
        batch: { type: "string", default: "64" },
      },
    });
    print(describeMachine());
    const folder = await mkdtemp(join(tmpdir(), "ganlens-bench-"));
    try {
      const model = join(folder, "dcgan.onnx");
      const { versions } = (await import("onnxruntime-web")).env;
      const bytes = dcganOnnx();
      await writeFile(model, bytes);
      print(
        `DCGAN, 100 → 64 × 64 × 3, 64 channels at the last hidden layer: ${(bytes.length / 2 ** 20).toFixed(1)} MiB of ONNX; batches of ${values.batch}; onnxruntime-web ${versions.web}`,
      );
      print("");
      print("| threads | with | images/s | CPU ms per image | first batch after | peak memory |");
      print("|---|---|---|---|---|---|");
      for (const threads of values.threads.split(",")) {
        const counts = { rounds: Number(values.rounds), batch: Number(values.batch) };
        await compare({ folder, model, threads, ...counts }, print);
      }
      print("");
      print(
        "Medians of the rounds, in which the two take turns; the ratio is the median of theirs, in brackets the lower and upper quartile. ganlens: importOnnx, then generate, which reads the images out. Two threads of ganlens: a worker generates half of each batch.",
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

interface Comparison {
  readonly folder: string;
  readonly model: string;
  readonly threads: string;
  readonly rounds: number;
  readonly batch: number;
}

async function compare(
  { folder, model, threads, rounds, batch }: Comparison,
  print: (line: string) => void,
): Promise<void> {
  const started = [];
  try {
    for (const [name, script] of [
      ["ganlens", "./ganlens-process.ts"],
      ["onnxruntime-web", "./onnxruntime-process.ts"],
    ] as const) {
      const output = join(folder, `${name}-${threads}.f32`);
      const { contender, startUp } = await Contender.start(name, [
        process.execPath,
        "--conditions=@ganlens/source",
        "--import",
        "tsx",
        fileURLToPath(new URL(script, import.meta.url)),
        model,
        threads,
        `${batch}`,
        output,
      ]);
      const batches = Math.max(1, Math.round(turn / median((await contender.steps(2)).milliseconds)));
      started.push({
        name,
        contender,
        startUp,
        output,
        batches,
        wall: [] as number[],
        cpu: [] as number[],
        memory: 0,
      });
    }
    for (let round = 0; round < rounds; round++) {
      // The one that goes first changes: what else runs on the machine comes and goes.
      for (const each of round % 2 === 0 ? started : [...started].reverse()) {
        const { milliseconds, cpu, memory } = await each.contender.steps(each.batches);
        each.wall.push(median(milliseconds));
        each.cpu.push(cpu);
        each.memory = memory;
      }
    }
    for (const { name, startUp, wall, cpu, memory } of started) {
      const cells = [
        threads,
        name,
        ((1000 * batch) / median(wall)).toFixed(1),
        (median(cpu) / batch).toFixed(2),
        `${(startUp / 1000).toFixed(1)} s`,
        `${memory.toFixed(0)} MiB`,
      ];
      print(`| ${cells.join(" | ")} |`);
    }
    const [ours, theirs] = started as [(typeof started)[number], (typeof started)[number]];
    const difference = await greatestDifference(ours.output, theirs.output);
    print(
      `| ${threads} | ganlens / onnxruntime-web | ${ratios(theirs.wall, ours.wall)} | CPU: ${ratios(theirs.cpu, ours.cpu)} | greatest difference of a pixel: ${difference.toExponential(1)} | |`,
    );
  } finally {
    for (const { contender } of started) contender.stop();
  }
}

/** How many times as fast the second is, round by round: the median and the quartiles. */
function ratios(theirs: readonly number[], ours: readonly number[]): string {
  const all = theirs.map((time, i) => time / (ours[i] as number)).sort((a, b) => a - b);
  const at = (share: number) => (all[Math.round(share * (all.length - 1))] as number).toFixed(2);
  return `${at(0.5)} × [${at(0.25)}, ${at(0.75)}]`;
}

async function greatestDifference(first: string, second: string): Promise<number> {
  const [one, other] = await Promise.all([floats(first), floats(second)]);
  if (one.length !== other.length)
    throw new Error(`Expected ${other.length} numbers, received ${one.length}.`);
  return one.reduce((most, value, i) => Math.max(most, Math.abs(value - (other[i] as number))), 0);
}

async function floats(path: string): Promise<Float32Array> {
  return new Float32Array(new Uint8Array(await readFile(path)).buffer);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
