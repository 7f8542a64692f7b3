import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { encodeNpy, Random } from "@ganlens/core";
import {
  bootstrapInterval,
  dciGradientBoosting,
  type Features,
  frechetDistance,
  type LabelledCodes,
  mutualInformationGap,
  nearestNeighbours,
  prdc,
} from "@ganlens/metrics";
import type { Benchmark, Timing } from "../benchmark.ts";
import { runCommand } from "../run-command.ts";
import { provideScikitLearn } from "./interpret/provide-scikit-learn.ts";

interface Task {
  readonly name: string;
  readonly run: () => unknown;
}

/**
 * Metrics against numpy, scipy, scikit-learn and prdc in one thread on this machine: a task's time is divided by Python's own.
 *
 * Both read the same arrays. Each is run once to warm up, then three times and for a second at least (once, where it takes more than
 * five seconds); the least counts, which is the least disturbed by other work on the machine. Without Python only our times are printed.
 */
export const metricsBenchmark: Benchmark = {
  name: "metrics",
  question: "How long do metrics take, against numpy, scipy, scikit-learn and prdc in one thread?",
  item: "call",
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), "ganlens-bench-"));
    try {
      const random = Random.fromSeed(1);
      const sets: Record<string, Features> = {};
      for (const [name, n, d] of [
        ["a64", 10_000, 64],
        ["b64", 10_000, 64],
        ["a256", 5_000, 256],
        ["b256", 5_000, 256],
      ] as const) {
        sets[name] = { data: random.normal(n * d), shape: [n, d] };
        await writeFile(join(folder, `${name}.npy`), encodeNpy(sets[name]));
      }
      const train = labelledCodes(random.split("train"));
      const test = labelledCodes(random.split("test"));
      for (const [name, { codes, factors }] of Object.entries({ train, test })) {
        await writeFile(join(folder, `${name}-codes.npy`), encodeNpy(codes));
        await writeFile(join(folder, `${name}-factors.npy`), encodeNpy(factors));
      }
      const set = (name: string): Features => sets[name] as Features;
      const column = Float64Array.from(set("a64").data.subarray(0, 10_000));
      const before = process.resourceUsage().maxRSS;
      const own = new Map<string, number>();
      const tasks: readonly Task[] = [
        {
          name: "nearest neighbours 10,000 × 64, k = 5",
          run: () => nearestNeighbours({ queries: set("a64"), k: 5 }),
        },
        {
          name: "Fréchet distance 10,000 × 64",
          run: () => frechetDistance({ first: set("a64"), second: set("b64") }),
        },
        {
          name: "Fréchet distance 5,000 × 256",
          run: () => frechetDistance({ first: set("a256"), second: set("b256") }),
        },
        {
          name: "precision, recall, density, coverage 10,000 × 64",
          run: () => prdc({ real: set("a64"), generated: set("b64"), interval: "fixed-balls" }),
        },
        {
          name: "MIG, 10,000 × 10, 5 factors",
          run: () => mutualInformationGap(train),
        },
        {
          name: "DCI by boosted trees, 10,000 × 10, factors of 2 and 3 values",
          run: () => dciGradientBoosting({ train: firstTwo(train), test: firstTwo(test) }),
        },
        {
          name: "bootstrap of a mean, 10,000 values, 1,000 resamples",
          run: () =>
            bootstrapInterval({
              n: column.length,
              random: Random.fromSeed(2),
              statistic: (indices) => {
                let sum = 0;
                for (let i = 0; i < indices.length; i++) sum += column[indices[i] as number] as number;
                return sum / indices.length;
              },
            }),
        },
      ];
      for (const { name, run } of tasks) {
        own.set(name, leastTime(run));
        if (name.startsWith("nearest")) {
          const used = process.resourceUsage().maxRSS / 1024;
          process.stdout.write(
            `  ${name}: ${Math.round(used)} MB at most in the whole process, ${Math.round(used - before / 1024)} MB more than before\n`,
          );
        }
      }
      const reference = await pythonTimes(folder);
      return timingsOf(own, reference);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const factorSizes = [2, 3, 6, 32, 40];

/** 10,000 rows of 10 codes: five follow a factor each with noise, five are noise. */
function labelledCodes(random: Random): LabelledCodes {
  const n = 10_000;
  const codes = random.normal(n * 10);
  const factors = new Int32Array(n * factorSizes.length);
  factorSizes.forEach((size, k) => {
    random.integers(n, { high: size }).forEach((value, i) => {
      factors[i * factorSizes.length + k] = value;
      codes[i * 10 + k]! += (6 * value) / size;
    });
  });
  return {
    codes: { data: codes, shape: [n, 10] },
    factors: { data: factors, shape: [n, factorSizes.length] },
  };
}

function firstTwo({ codes, factors }: LabelledCodes): LabelledCodes {
  const [n = 0, count = 1] = factors.shape;
  const data = Int32Array.from({ length: 2 * n }, (_, i) =>
    Number(factors.data[Math.floor(i / 2) * count + (i % 2)]),
  );
  return { codes, factors: { data, shape: [n, 2] } };
}

/** The first line is the yardstick of 1; each other one is our time over Python's. */
function timingsOf(
  own: ReadonlyMap<string, number>,
  reference: ReadonlyMap<string, number> | undefined,
): readonly Timing[] {
  if (reference === undefined) {
    process.stdout.write("  No Python with numpy and scipy: ratios are to the first task.\n");
    return [...own].map(([name, seconds]) => ({ name, nanosecondsPerItem: seconds * 1e9 }));
  }
  return [...own].flatMap(([name, seconds]) => {
    const theirs = reference.get(name);
    if (theirs === undefined) return [];
    process.stdout.write(
      `  ${name}: ${(seconds / theirs).toFixed(2)} × Python's time (${seconds.toPrecision(3)} s against ${theirs.toPrecision(3)} s)\n`,
    );
    return [{ name, nanosecondsPerItem: seconds * 1e9 }];
  });
}

function leastTime(run: () => unknown): number {
  const once = (): number => {
    const start = performance.now();
    run();
    return (performance.now() - start) / 1000;
  };
  const first = once();
  if (first > 5) return once();
  const times: number[] = [];
  for (let spent = 0; times.length < 3 || spent < 1; spent += times.at(-1) as number) times.push(once());
  return Math.min(...times);
}

async function pythonTimes(folder: string): Promise<ReadonlyMap<string, number> | undefined> {
  const script = fileURLToPath(new URL("../../python/metrics_reference.py", import.meta.url));
  const python = await provideScikitLearn(folder);
  if (python === undefined) return undefined;
  const result = join(folder, "times.json");
  await runCommand(python, [script, folder, result]);
  if (!existsSync(result)) return undefined;
  return new Map(Object.entries(JSON.parse(await readFile(result, "utf8")) as Record<string, number>));
}
