import { type LatentSpec, type NdArray, Random, sampleLatents } from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";
import { findTrainer, GameTrainee, type PartialConfig, resolveConfig, shardsHere } from "@ganlens/training";

/** What a generator made, and the classes that it was asked for. */
export interface GeneratedSamples {
  readonly x: NdArray;
  readonly labels?: Int32Array;
}

/** What a run of an experiment is asked for. */
export interface TrainInMemoryOptions {
  /** Over the defaults of its trainer, a GAN's unless it names one. */
  readonly values: PartialConfig;
  readonly dataset: Dataset;
  readonly seed: number;
  /** Steps after which `look` is called. */
  readonly lookAt: readonly number[];
  /** Looks at what the generator makes then; averaged weights, images in [0, 1]. */
  look(
    step: number,
    generate: (count: number) => Promise<GeneratedSamples>,
    report: Pick<Awaited<ReturnType<GameTrainee["step"]>>, "parts" | "gradientNorms">,
  ): Promise<void>;
  readonly signal: AbortSignal;
}

/** Trains what generates, in this thread, in one shard unless told, without a run folder, up to the last step that is looked at. */
export async function trainInMemory(options: TrainInMemoryOptions): Promise<void> {
  const { values, dataset, seed, lookAt, look, signal } = options;
  const totalSteps = Math.max(...lookAt);
  const { config: resolved } = resolveConfig([
    { origin: "set", values: { trainer: "gan", seed, shards: 1, schedule: { totalSteps }, ...values } },
  ]);
  const trainer = findTrainer(resolved.trainer);
  const config = trainer.fit(resolved, dataset.info);
  const game = trainer.game(config, dataset.info, undefined);
  const trainee = await GameTrainee.open({
    game,
    seed,
    batchSize: config.batchSize,
    accumulate: 1,
    shards: config.shards,
    totalSteps,
    datasets: { data: dataset },
    runner: shardsHere,
  });
  const { generate } = trainee;
  if (generate === undefined) throw new TypeError("Expected a game that generates.");
  try {
    for (let step = 1; step <= totalSteps; step++) {
      const looked = lookAt.includes(step);
      const report = await trainee.step({ gradientNorms: looked });
      signal.throwIfAborted();
      // Lets Ctrl-C in.
      if (step % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
      if (!looked) continue;
      const random = () => Random.fromSeed(seed).split(`looked at ${step}`);
      const made = async (count: number) => {
        const { labels } = sampleLatents(game.latent as LatentSpec, count, random());
        return {
          x: await generate({ count, random: random() }),
          ...(labels === undefined ? {} : { labels }),
        };
      };
      await look(step, made, report);
    }
  } finally {
    trainee.dispose({ keepModels: false });
  }
}
