import { type AdamMoments, type AdamSlots, openAdamSlots } from "@ganlens/backend";
import { CheckpointCorruptError, type NdArray } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import * as z from "zod";

/** Settings of {@link Adam}. */
export interface AdamConfig {
  readonly learningRate: number;
  /** Decay of the first moment, in [0, 1). */
  readonly beta1: number;
  /** Decay of the second moment, in [0, 1). */
  readonly beta2: number;
  readonly epsilon: number;
}

/** The schema of Adam's settings, with what a trainer takes where nothing is said. */
export function adamSchema({
  learningRate,
  beta1,
}: Pick<AdamConfig, "learningRate" | "beta1">): z.ZodType<AdamConfig> {
  return z.strictObject({
    learningRate: z.number().positive().default(learningRate),
    beta1: z.number().min(0).lt(1).default(beta1),
    beta2: z.number().min(0).lt(1).default(0.999),
    epsilon: z.number().positive().default(1e-8),
  });
}

/**
 * Adam, with its moments kept by variable name: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²,
 * w ← w − α · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε).
 *
 * tfjs's own keeps its moments by the order of the call, so that two variable lists share them unnoticed.
 *
 * @see Kingma and Ba 2015, algorithm 1
 */
export class Adam {
  readonly config: AdamConfig;
  #step = 0;
  #slots: AdamSlots | null = null;

  constructor(config: AdamConfig) {
    this.config = config;
  }

  /** Number of steps taken. */
  get stepCount(): number {
    return this.#step;
  }

  /**
   * Moves every parameter one step against its gradient.
   *
   * @param parameters variables by name
   * @param gradients one for each parameter, by the same names and of the same shapes
   * @param rateScale what the learning rate is multiplied by in this step, for schedules
   */
  apply(
    parameters: ReadonlyMap<string, tf.Variable>,
    gradients: ReadonlyMap<string, tf.Tensor>,
    rateScale = 1,
  ): void {
    const { learningRate, beta1, beta2, epsilon } = this.config;
    this.#step += 1;
    const step = {
      rate: (rateScale * learningRate) / (1 - beta1 ** this.#step),
      beta1,
      beta2,
      secondScale: 1 / (1 - beta2 ** this.#step),
      epsilon,
    };
    for (const [name, parameter] of parameters) {
      const gradient = gradients.get(name);
      if (gradient === undefined) throw new Error(`There is no gradient for ${name}.`);
      this.#opened().update(name, parameter, gradient, step);
    }
  }

  /** Number of steps taken and all moments, as `<name>/first` and `<name>/second`. */
  async save(): Promise<{ readonly step: number; readonly arrays: ReadonlyMap<string, NdArray> }> {
    const arrays = new Map<string, NdArray>();
    const slots = this.#opened();
    for (const name of slots.names()) {
      for (const [moment, tensor] of Object.entries(slots.read(name) as AdamMoments)) {
        arrays.set(`${name}/${moment}`, { data: (await tensor.data()) as Float32Array, shape: tensor.shape });
        tensor.dispose();
      }
    }
    return { step: this.#step, arrays };
  }

  /**
   * Goes on from what {@link save} gave.
   *
   * @param parameters the variables that will be moved, by name
   * @throws {CheckpointCorruptError} when moments are missing, of another shape, or of parameters that are not there
   */
  restore(
    step: number,
    arrays: ReadonlyMap<string, NdArray>,
    parameters: ReadonlyMap<string, Pick<tf.Variable, "shape">>,
  ): void {
    const names = [...parameters.keys()];
    const expected = step === 0 ? [] : names.flatMap((name) => [`${name}/first`, `${name}/second`]);
    const wrong =
      [...arrays.keys()].find((key) => !expected.includes(key)) ??
      expected.find((key) => {
        const { shape } = parameters.get(key.slice(0, key.lastIndexOf("/"))) as { shape: number[] };
        return arrays.get(key)?.shape.join() !== shape.join();
      });
    if (wrong !== undefined) {
      const found = arrays.get(wrong);
      throw new CheckpointCorruptError({
        message: `Expected both moments of every parameter in the optimizer's state, of its shape; ${wrong} is ${found === undefined ? "missing" : `there with shape [${found.shape}]`}.`,
        hint: "Take an earlier checkpoint, and leave the configuration in run.json as it was.",
      });
    }
    this.dispose();
    this.#step = step;
    if (step === 0) return;
    const tensor = (key: string) => {
      const { data, shape } = arrays.get(key) as NdArray;
      return tf.tensor(data, [...shape]);
    };
    for (const name of names) {
      tf.tidy(() =>
        this.#opened().write(name, { first: tensor(`${name}/first`), second: tensor(`${name}/second`) }),
      );
    }
  }

  /** Frees the moments. */
  dispose(): void {
    this.#slots?.dispose();
    this.#slots = null;
  }

  /** Opened when first needed: by then the backend is chosen. */
  #opened(): AdamSlots {
    this.#slots ??= openAdamSlots(tf);
    return this.#slots;
  }
}
