import {
  type CheckpointContents,
  CheckpointCorruptError,
  Random,
  type RandomState,
  randomStateSchema,
} from "@ganlens/core";
import { type Dataset, datasetCursorSchema } from "@ganlens/datasets";
import {
  disposeModel,
  namedParameters,
  parameterCount,
  readWeights,
  saveModel,
  writeWeights,
} from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import {
  asGroup,
  assertFiniteWeights,
  encodeTrainingState,
  groupOf,
  readTrainingState,
} from "../checkpoints/training-state.ts";
import type { Trainee } from "../loop/trainee.ts";
import { Adam, type AdamConfig } from "../optimizers/adam.ts";

const factsSchema: z.ZodType<{ step: number; random: RandomState; cursor: unknown }> = z.strictObject({
  step: z.int().nonnegative(),
  random: randomStateSchema,
  cursor: z.unknown(),
});

export interface SingleNetworkOptions {
  /** The name of the network, which is also its folder in a checkpoint. */
  readonly name: string;
  readonly model: tf.LayersModel;
  readonly dataset: Dataset;
  readonly batchSize: number;
  readonly optimizer: AdamConfig;
  /** What the learning rate is multiplied by after so many steps; by default 1. */
  readonly rateScale?: (step: number) => number;
  readonly random: Random;
  /** The loss of one batch; draws what it needs from `random`. */
  readonly loss: (batch: ReturnType<Dataset["next"]>, random: Random) => tf.Scalar;
}

/** One network that follows the gradient of one loss over batches of data. */
export class SingleNetworkTrainee implements Trainee {
  readonly parameters: Readonly<Record<string, number>>;
  readonly batchSize: number;
  readonly model: tf.LayersModel;
  readonly #options: SingleNetworkOptions;
  readonly #optimizer: Adam;
  #random: Random;

  constructor(options: SingleNetworkOptions) {
    this.#options = options;
    this.model = options.model;
    this.batchSize = options.batchSize;
    this.parameters = { [options.name]: parameterCount(options.model) };
    this.#optimizer = new Adam(options.optimizer);
    this.#random = options.random;
  }

  async step(): Promise<Readonly<Record<string, number>>> {
    const batch = this.#options.dataset.next(this.batchSize);
    const value = tf.tidy(() => {
      const parameters = namedParameters(this.model);
      const { value, grads } = tf.variableGrads(
        () => this.#options.loss(batch, this.#random),
        [...parameters.values()],
      );
      const gradients = new Map(
        [...parameters].map(([name, variable]) => [name, grads[variable.name] as tf.Tensor]),
      );
      this.#optimizer.apply(parameters, gradients, this.#options.rateScale?.(this.#optimizer.stepCount));
      return value;
    });
    const [loss] = (await value.data()) as Float32Array;
    value.dispose();
    return { [this.#options.name]: loss as number };
  }

  async save({ resumable }: { readonly resumable: boolean }): Promise<CheckpointContents> {
    const { name, dataset } = this.#options;
    const files = new Map<string, Uint8Array>();
    for (const [file, bytes] of Object.entries(await saveModel(this.model)))
      files.set(`${name}/${file}`, bytes);
    const weights = await readWeights(this.model);
    assertFiniteWeights(weights);
    if (!resumable) return { files, resumable };
    const { step, arrays } = await this.#optimizer.save();
    const state = encodeTrainingState({
      arrays: new Map([...asGroup(name, weights), ...asGroup("optimizer", arrays)]),
      facts: { step, random: this.#random.state, cursor: dataset.cursor },
    });
    for (const [path, bytes] of state) files.set(path, bytes);
    return { files, resumable };
  }

  async restore(read: (path: string) => Promise<Uint8Array>): Promise<void> {
    const { name, dataset } = this.#options;
    const { arrays, facts } = await readTrainingState(read);
    const parsed = factsSchema.safeParse(facts);
    const cursor = datasetCursorSchema.safeParse(parsed.data?.cursor);
    if (!parsed.success || !cursor.success) {
      throw new CheckpointCorruptError({
        message: `Expected the state of a ${name} in state.json.`,
        hint: "Take an earlier checkpoint of this run.",
      });
    }
    writeWeights(this.model, groupOf(arrays, name));
    this.#optimizer.restore(parsed.data.step, groupOf(arrays, "optimizer"), namedParameters(this.model));
    this.#random = Random.fromState(parsed.data.random);
    dataset.restore(cursor.data);
  }

  dispose({ keepModels }: { readonly keepModels: boolean }): void {
    this.#optimizer.dispose();
    if (!keepModels) disposeModel(this.model);
  }
}
