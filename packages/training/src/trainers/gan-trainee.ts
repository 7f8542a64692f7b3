import {
  type CheckpointContents,
  CheckpointCorruptError,
  gridLatents,
  type LatentSpec,
  labelPart,
  type NdArray,
  Random,
  randomStateSchema,
  sampleLatents,
  withClassFrequencies,
} from "@ganlens/core";
import { type Dataset, datasetCursorSchema } from "@ganlens/datasets";
import { adversarialLosses, auxiliaryDiscriminatorLoss, auxiliaryGeneratorLoss } from "@ganlens/losses";
import {
  applyModel,
  architectureOf,
  buildModel,
  configOf,
  disposeModel,
  generate,
  latentTensors,
  type NetworkInput,
  namedParameters,
  namedWeights,
  networkFromLayers,
  type PixelRange,
  parameterCount,
  readWeights,
  saveModel,
  toModelRange,
  writeWeights,
} from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import { updateAverage } from "../averaging/exponential-moving-average.ts";
import {
  asGroup,
  assertFiniteWeights,
  encodeTrainingState,
  groupOf,
  readTrainingState,
} from "../checkpoints/training-state.ts";
import type { GanConfig } from "../config/gan-config.ts";
import type { Trainee } from "../loop/trainee.ts";
import { Adam } from "../optimizers/adam.ts";
import { rateScale } from "../optimizers/rate-schedule.ts";

const factsSchema = z.strictObject({
  optimizers: z.strictObject({ generator: z.int(), discriminator: z.int() }),
  steps: z.int().nonnegative(),
  dropout: randomStateSchema,
  cursor: datasetCursorSchema,
});

/**
 * A generator and a discriminator that learn against each other.
 *
 * One step takes both gradients at the same weights, of one batch of real and one of generated samples, and then moves
 * both networks. What is saved as `generator` is the moving average of the generator's weights.
 */
export class GanTrainee implements Trainee {
  readonly latent: LatentSpec;
  readonly parameters: Readonly<Record<string, number>>;
  readonly batchSize: number;
  readonly #config: GanConfig;
  readonly #dataset: Dataset;
  readonly #generator: tf.LayersModel;
  readonly #averaged: tf.LayersModel;
  readonly #discriminator: tf.LayersModel;
  readonly #range: PixelRange | undefined;
  readonly #inputs: readonly NetworkInput[];
  readonly #optimizers: { readonly generator: Adam; readonly discriminator: Adam };
  readonly #sampleRandom: Random;
  readonly #latents: Random;
  #dropout: Random;
  #steps = 0;

  /** @param config a resolved configuration, whose models fit the data */
  constructor(config: GanConfig, dataset: Dataset) {
    const random = Random.fromSeed(config.seed);
    const architecture = architectureOf(config.generator);
    const settings = configOf(config.generator);
    this.#config = config;
    this.#dataset = dataset;
    this.latent = withClassFrequencies(architecture.latent?.(settings) as LatentSpec, dataset.info);
    this.#range = architecture.outputRange?.(settings);
    const weights = random.split("weights");
    const generator = { spec: config.generator, name: "generator", random: weights };
    this.#generator = buildModel(generator);
    this.#averaged = buildModel(generator);
    this.#inputs = networkFromLayers(this.#generator).inputs;
    this.#discriminator = buildModel({ spec: config.discriminator, name: "discriminator", random: weights });
    this.parameters = {
      generator: parameterCount(this.#generator),
      discriminator: parameterCount(this.#discriminator),
    };
    this.batchSize = config.batchSize;
    this.#optimizers = {
      generator: new Adam(config.optimizers.generator),
      discriminator: new Adam(config.optimizers.discriminator),
    };
    this.#latents = random.split("latents");
    this.#dropout = random.split("dropout");
    this.#sampleRandom = random.split("samples");
  }

  async step(): Promise<Readonly<Record<string, number>>> {
    const batch = this.#dataset.next(this.batchSize);
    const losses = tf.tidy(() => {
      const real = toModelRange(tf.tensor(batch.x.data, [...batch.x.shape]), this.#range);
      const drawn = this.#drawLatents();
      const generator = namedParameters(this.#generator);
      const discriminator = namedParameters(this.#discriminator);
      const realLabels = this.#labelTensor(batch.labels);
      const fakeLabels = this.#labelTensor(drawn.labels);
      const inputs = latentTensors(drawn, { spec: this.latent, inputs: this.#inputs });
      // The generator's pass keeps its samples, so that the discriminator's gradient does not generate them again.
      let fake: tf.Tensor | undefined;
      const forGenerator = tf.variableGrads(() => {
        const samples = applyModel(this.#generator, inputs, {
          training: true,
          random: this.#dropout,
        }) as tf.Tensor;
        fake = tf.keep(tf.clone(samples));
        return this.#generatorLoss(samples, fakeLabels);
      }, [...generator.values()]);
      const samples = fake as tf.Tensor;
      const forDiscriminator = tf.variableGrads(
        () => this.#discriminatorLoss(real, realLabels, samples, fakeLabels),
        [...discriminator.values()],
      );
      samples.dispose();
      const { rateSchedule, schedule } = this.#config;
      const scale = rateScale(rateSchedule, this.#steps, schedule.totalSteps);
      this.#optimizers.generator.apply(generator, byName(generator, forGenerator.grads), scale);
      this.#optimizers.discriminator.apply(
        discriminator,
        byName(discriminator, forDiscriminator.grads),
        scale,
      );
      this.#steps += 1;
      updateAverage(namedWeights(this.#averaged), namedWeights(this.#generator), {
        decay: this.#config.averageDecay,
        step: this.#steps,
      });
      return tf.stack([forGenerator.value, forDiscriminator.value]);
    });
    const [generator, discriminator] = (await losses.data()) as Float32Array;
    losses.dispose();
    return { generator: generator as number, discriminator: discriminator as number };
  }

  async sample(): Promise<NdArray> {
    const latents = gridLatents(this.latent, this.#config.samples, this.#sampleRandom);
    return generate(networkFromLayers(this.#averaged), latents, { spec: this.latent, range: this.#range });
  }

  async save({ resumable }: { readonly resumable: boolean }): Promise<CheckpointContents> {
    const files = new Map<string, Uint8Array>();
    await addModel(files, "generator", this.#averaged);
    if (!resumable) return { files, resumable };
    await addModel(files, "discriminator", this.#discriminator);
    const forGenerator = await this.#optimizers.generator.save();
    const forDiscriminator = await this.#optimizers.discriminator.save();
    const state = encodeTrainingState({
      arrays: new Map([
        ...asGroup("generator", await readWeights(this.#generator)),
        ...asGroup("averaged", await readWeights(this.#averaged)),
        ...asGroup("discriminator", await readWeights(this.#discriminator)),
        ...asGroup("optimizer-generator", forGenerator.arrays),
        ...asGroup("optimizer-discriminator", forDiscriminator.arrays),
      ]),
      facts: {
        optimizers: { generator: forGenerator.step, discriminator: forDiscriminator.step },
        steps: this.#steps,
        dropout: this.#dropout.state,
        cursor: this.#dataset.cursor,
      },
    });
    for (const [path, bytes] of state) files.set(path, bytes);
    return { files, resumable };
  }

  async restore(read: (path: string) => Promise<Uint8Array>): Promise<void> {
    const { arrays, facts } = await readTrainingState(read);
    const parsed = factsSchema.safeParse(facts);
    if (!parsed.success) {
      throw new CheckpointCorruptError({
        message: `Expected the state of a GAN in state.json: ${z.prettifyError(parsed.error)}`,
        hint: "Take an earlier checkpoint of this run.",
      });
    }
    const { optimizers, steps, dropout, cursor } = parsed.data;
    writeWeights(this.#generator, groupOf(arrays, "generator"));
    writeWeights(this.#averaged, groupOf(arrays, "averaged"));
    writeWeights(this.#discriminator, groupOf(arrays, "discriminator"));
    this.#optimizers.generator.restore(
      optimizers.generator,
      groupOf(arrays, "optimizer-generator"),
      namedParameters(this.#generator),
    );
    this.#optimizers.discriminator.restore(
      optimizers.discriminator,
      groupOf(arrays, "optimizer-discriminator"),
      namedParameters(this.#discriminator),
    );
    this.#dropout = Random.fromState(dropout);
    this.#dataset.restore(cursor);
    this.#steps = steps;
  }

  dispose(): void {
    for (const model of [this.#generator, this.#averaged, this.#discriminator]) disposeModel(model);
    this.#optimizers.generator.dispose();
    this.#optimizers.discriminator.dispose();
  }

  /** Each step draws from a generator of its own, so that the step number is all there is to save. */
  #drawLatents() {
    return sampleLatents(this.latent, this.batchSize, this.#latents.split(`step-${this.#steps}`));
  }

  #labelTensor(labels: Int32Array | undefined): tf.Tensor1D | undefined {
    return labelPart(this.latent) === undefined || labels === undefined
      ? undefined
      : tf.tensor1d(labels, "int32");
  }

  #discriminate(
    x: tf.Tensor,
    updateStats: boolean,
  ): { score: tf.Tensor; classLogits: tf.Tensor | undefined } {
    const output = applyModel(this.#discriminator, x, { training: true, updateStats, random: this.#dropout });
    const [score, classLogits] = Array.isArray(output) ? output : [output];
    return { score: score as tf.Tensor, classLogits };
  }

  #generatorLoss(fake: tf.Tensor, labels: tf.Tensor1D | undefined): tf.Scalar {
    const { score, classLogits } = this.#discriminate(fake, false);
    const adversarial = adversarialLosses[this.#config.loss].generatorLoss({ fakeScores: score });
    if (labels === undefined || classLogits === undefined) return adversarial;
    const classification = auxiliaryGeneratorLoss({ fakeLogits: classLogits, fakeLabels: labels });
    return tf.add(adversarial, tf.mul(classification, this.#config.classWeight));
  }

  #discriminatorLoss(
    real: tf.Tensor,
    realLabels: tf.Tensor1D | undefined,
    fake: tf.Tensor,
    fakeLabels: tf.Tensor1D | undefined,
  ): tf.Scalar {
    const ofReal = this.#discriminate(real, true);
    const ofFake = this.#discriminate(fake, true);
    const adversarial = adversarialLosses[this.#config.loss].discriminatorLoss({
      realScores: ofReal.score,
      fakeScores: ofFake.score,
    });
    if (realLabels === undefined || fakeLabels === undefined) return adversarial;
    if (ofReal.classLogits === undefined || ofFake.classLogits === undefined) return adversarial;
    const classification = auxiliaryDiscriminatorLoss({
      realLogits: ofReal.classLogits,
      realLabels,
      fakeLogits: ofFake.classLogits,
      fakeLabels,
    });
    return tf.add(adversarial, tf.mul(classification, this.#config.classWeight));
  }
}

function byName(
  parameters: ReadonlyMap<string, tf.Variable>,
  gradients: tf.NamedTensorMap,
): ReadonlyMap<string, tf.Tensor> {
  return new Map([...parameters].map(([name, variable]) => [name, gradients[variable.name] as tf.Tensor]));
}

async function addModel(
  files: Map<string, Uint8Array>,
  folder: string,
  model: tf.LayersModel,
): Promise<void> {
  assertFiniteWeights(await readWeights(model));
  for (const [file, bytes] of Object.entries(await saveModel(model))) files.set(`${folder}/${file}`, bytes);
}
