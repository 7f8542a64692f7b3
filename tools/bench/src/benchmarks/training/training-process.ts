import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { MemoryRunStore, Random, type RunRecord } from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";
import { openDataset } from "@ganlens/datasets/node";
import {
  findPreset,
  findTrainer,
  GameTrainee,
  recordRun,
  resolveConfig,
  shardsHere,
  train,
  trainedSubject,
} from "@ganlens/training";
import { openShardThreads } from "@ganlens/training/node";
import * as tf from "@tensorflow/tfjs";
import type { TrainingFigures, TrainingTask } from "./training-task.ts";

/** Steps before anything is timed: kernels are compiled and caches filled. */
const warmUp = 5;

const [text = "{}"] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await measure(JSON.parse(text) as TrainingTask)));

/** One preset on one backend: its whole loop with a record, its bare step, and the data that both wait for. */
async function measure({ preset, backend, threads, steps, data }: TrainingTask): Promise<TrainingFigures> {
  await openBackend({ require: backend });
  installKernels(tf);
  installGradients(tf);
  const runner = threads === 1 ? shardsHere : openShardThreads({ threads });
  const schedule = { totalSteps: warmUp + steps, sampleEvery: 1e6, checkpointEvery: 0, snapshots: 0 };
  const { config: resolved } = resolveConfig([
    { origin: "preset", values: findPreset(preset).config },
    { origin: "set", values: { schedule, ...(data === undefined ? {} : { data }) } },
  ]);
  const trainer = findTrainer(resolved.trainer);
  let waited = 0;
  const open = async () =>
    timed(
      await openDataset(resolved.data, {
        split: "train",
        random: Random.fromSeed(0).split("data"),
      }),
      (milliseconds) => {
        waited += milliseconds;
      },
    );
  try {
    const dataset = await open();
    const config = trainer.fit(resolved, dataset.info);
    const prepared = await trainer.prepare?.(config, dataset);
    const { seed, batchSize, accumulate, shards } = config;
    const trainee = await GameTrainee.open({
      game: trainer.game(config, dataset.info, prepared),
      seed,
      batchSize,
      accumulate,
      shards,
      totalSteps: schedule.totalSteps,
      datasets: { data: dataset },
      runner,
      origin: { config, info: dataset.info, prepared },
    });
    for (let i = 0; i < warmUp; i++) await trainee.step({ gradientNorms: false });
    const bare: number[] = [];
    for (let i = 0; i < steps; i++)
      bare.push(await milliseconds(() => trainee.step({ gradientNorms: false })));
    trainee.dispose({ keepModels: false });
    const loop: number[] = [];
    waited = 0;
    const tensors: number[] = [];
    const memory: number[] = [];
    const processor = process.cpuUsage();
    const store = new MemoryRunStore();
    const record = recordOf(config, dataset);
    const events = train(config, await open(), { store, clock: () => performance.now(), runner });
    let last = performance.now();
    for await (const event of recordRun(events, { store, record, logEvery: 10, now: () => new Date() })) {
      if (event.type !== "step-end") continue;
      const now = performance.now();
      if (event.step > warmUp) loop.push(now - last);
      last = now;
      tensors.push(tf.memory().numTensors);
      memory.push(process.memoryUsage.rss() / 2 ** 20);
    }
    const { user, system } = process.cpuUsage(processor);
    const total = loop.reduce((sum, each) => sum + each, 0);
    return {
      imagesPerSecond: (1000 * batchSize * accumulate * loop.length) / total,
      step: median(loop),
      bare: median(bare),
      waiting: waited / total,
      processor: (user + system) / 1000 / schedule.totalSteps,
      tensors: (tensors.at(-1) as number) - (tensors[warmUp] as number),
      memory: [memory[Math.floor(memory.length / 2)] as number, memory.at(-1) as number],
    };
  } finally {
    await runner.close();
  }
}

function recordOf(config: ReturnType<typeof resolveConfig>["config"], { info }: Dataset): RunRecord {
  return {
    schemaVersion: 2,
    kind: "trained",
    name: "bench",
    subject: trainedSubject(config, info),
    state: "running",
    versions: {},
    backend: { name: "", device: "" },
    startedAt: "",
    training: {
      trainer: config.trainer,
      preset: null,
      config: { ...config },
      origin: {},
      seed: config.seed,
      dataset: info,
      step: 0,
      totalSteps: config.schedule.totalSteps,
      seconds: 0,
      imagesPerSecond: 0,
    },
  };
}

/** The same data, with the time that each batch took told. */
function timed(dataset: Dataset, tell: (milliseconds: number) => void): Dataset {
  return new Proxy(dataset, {
    get(target, key) {
      const value = Reflect.get(target, key, target) as unknown;
      if (key !== "next") return typeof value === "function" ? value.bind(target) : value;
      return async (batchSize?: number) => {
        const start = performance.now();
        const batch = await target.next(batchSize);
        tell(performance.now() - start);
        return batch;
      };
    },
  });
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}
