import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { type NdArray, Random } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { digitClassifierSpace } from "@ganlens/interpret";
import { frechetDistance } from "@ganlens/metrics";
import { openShardThreads } from "@ganlens/training/node";
import * as tf from "@tensorflow/tfjs";
import type { ReportBenchmark } from "../../benchmark.ts";
import { providePython } from "../backend/provide-python.ts";
import { type Contest, contests } from "./contests.ts";
import { generatedCount, trainHere } from "./train-here.ts";

const run = promisify(execFile);
const script = fileURLToPath(new URL("./torch-reference.py", import.meta.url));
const batchSize = 64;

/** Figures at the same number of steps: `pnpm bench quality [--against torch] [--seeds 3] [--contests dcgan,mlp-gan]`. */
export const qualityBenchmark: ReportBenchmark = {
  name: "quality",
  question:
    "How well do networks do after the same number of steps, in one shard, in two, and in PyTorch (--against torch)? (options: --seeds N, --contests a,b)",
  async report(options, print) {
    const { values } = parseArgs({
      args: [...options],
      options: {
        against: { type: "string" },
        seeds: { type: "string", default: "3" },
        contests: { type: "string", default: Object.keys(contests).join(",") },
      },
    });
    const python = values.against === "torch" ? await providePython(print) : undefined;
    await openBackend({ require: "wasm" });
    installKernels(tf);
    installGradients(tf);
    const folder = await mkdtemp(join(tmpdir(), "ganlens-bench-"));
    const runner = openShardThreads({ threads: 2 });
    try {
      const judge = await openJudge(folder);
      print(
        `Seeds 0 to ${Number(values.seeds) - 1}. Share: Fréchet distance of ${generatedCount} generated digits to the 10,000 of mnist-t10k in ${judge.space}, in % of the ${judge.noise.toFixed(0)} of uniform noise; real digits that were trained on score ${judge.floor.toFixed(2)} %. Kept: share of the variance of mnist-t10k that the autoencoder keeps, in %.`,
      );
      print("");
      print("| network | steps | figure | PyTorch | one shard | two shards |");
      print("|---|---|---|---|---|---|");
      for (const name of values.contests.split(",")) {
        const contest = contests[name];
        if (contest === undefined) {
          throw new Error(`Expected one of ${Object.keys(contests).join(", ")}, not ${name}.`);
        }
        const steps = contest.passes === null ? null : contest.passes * Math.floor(judge.images / batchSize);
        const found: Record<"torch" | "one" | "two", number[]> = { torch: [], one: [], two: [] };
        for (let seed = 0; seed < Number(values.seeds); seed++) {
          if (python !== undefined && contest.torch && steps !== null) {
            await run(python, [script, name, `${seed}`, `${steps}`, "2", folder]);
            found.torch.push(await judge.figure(contest, await made(folder)));
          }
          for (const [way, shards] of [
            ["one", 1],
            ["two", 2],
          ] as const) {
            const images = await trainHere({ contest, seed, steps, shards, runner, test: judge.test });
            found[way].push(await judge.figure(contest, images));
          }
        }
        print(
          `| ${name} | ${steps ?? "its own"} | ${contest.figure} | ${words(found.torch)} | ${words(found.one)} | ${words(found.two)} |`,
        );
      }
    } finally {
      await runner.close();
      await rm(folder, { recursive: true });
    }
  },
};

interface Judge {
  readonly space: string;
  /** The Fréchet distance of uniform noise. */
  readonly noise: number;
  /** The share of the training images. */
  readonly floor: number;
  /** Training images. */
  readonly images: number;
  readonly test: NdArray;
  figure(contest: Contest, images: NdArray): Promise<number>;
}

/** Writes the data for PyTorch, and measures what both make, at 256 grey levels. */
async function openJudge(folder: string): Promise<Judge> {
  const train = await (await openDataset("mnist-5k", { split: "train" })).all();
  const halves = ["a", "b"].map(async (split) => (await openDataset("mnist-t10k", { split })).all());
  const test = { x: stacked((await Promise.all(halves)).map(({ x }) => x)) };
  await writeFile(join(folder, "images.u8"), bytesOf(train.x));
  await writeFile(join(folder, "labels.u8"), Uint8Array.from(train.labels ?? []));
  await writeFile(join(folder, "test.u8"), bytesOf(test.x));
  const space = await digitClassifierSpace();
  const featuresOf = (images: NdArray) => space.features(images);
  const reference = await featuresOf(test.x);
  const distance = async (images: NdArray) =>
    frechetDistance({ first: await featuresOf(images), second: reference });
  const random = Random.fromSeed(0);
  const noise = await distance({
    data: random.uniform(test.x.data.length),
    shape: test.x.shape,
  });
  const variance = varianceOf(test.x);
  return {
    space: space.name,
    noise,
    floor: (100 * (await distance(train.x))) / noise,
    images: train.x.shape[0] as number,
    test: test.x,
    async figure({ figure }, images) {
      const grey = asGrey(images);
      if (figure === "share") return (100 * (await distance(grey))) / noise;
      let error = 0;
      for (let i = 0; i < grey.data.length; i++) {
        error += ((grey.data[i] as number) - (test.x.data[i] as number)) ** 2 / grey.data.length;
      }
      return 100 * (1 - error / variance);
    },
  };
}

function stacked(parts: readonly NdArray[]): NdArray {
  const data = new Float32Array(parts.reduce((sum, part) => sum + part.data.length, 0));
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  const shape = [...(parts[0] as NdArray).shape];
  shape[0] = parts.reduce((sum, part) => sum + (part.shape[0] as number), 0);
  return { data, shape };
}

/** Mean over pixels of their variance over samples. */
function varianceOf(images: NdArray): number {
  const count = images.shape[0] as number;
  const pixels = images.data.length / count;
  let variance = 0;
  for (let pixel = 0; pixel < pixels; pixel++) {
    let [sum, squares] = [0, 0];
    for (let i = 0; i < count; i++) {
      const value = images.data[i * pixels + pixel] as number;
      sum += value;
      squares += value * value;
    }
    variance += squares / count - (sum / count) ** 2;
  }
  return variance / pixels;
}

const bytesOf = ({ data }: NdArray): Uint8Array =>
  Uint8Array.from(data as Float32Array, (value) => Math.round(255 * Math.min(1, Math.max(0, value))));

const asGrey = (images: NdArray): NdArray => ({
  data: Float32Array.from(bytesOf(images), (value) => value / 255),
  shape: images.shape,
});

async function made(folder: string): Promise<NdArray> {
  const bytes = await readFile(join(folder, "made.u8"));
  return {
    data: Float32Array.from(bytes, (value) => value / 255),
    shape: [bytes.length / 784, 28, 28, 1],
  };
}

function words(values: readonly number[]): string {
  if (values.length === 0) return "";
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return `${mean.toFixed(1)} (${values.map((value) => value.toFixed(1)).join(", ")})`;
}
