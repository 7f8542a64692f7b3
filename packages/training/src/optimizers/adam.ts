import { adamUpdate } from "@ganlens/backend";
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
  readonly #moments = new Map<string, { readonly first: tf.Variable; readonly second: tf.Variable }>();

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
    const rate = (rateScale * learningRate) / (1 - beta1 ** this.#step);
    const secondScale = 1 / (1 - beta2 ** this.#step);
    for (const [name, parameter] of parameters) {
      const gradient = gradients.get(name);
      if (gradient === undefined) throw new Error(`There is no gradient for ${name}.`);
      const { first, second } = this.#slot(name, parameter.shape);
      const moved = adamUpdate(tf, {
        parameter,
        gradient,
        first,
        second,
        rate,
        beta1,
        beta2,
        secondScale,
        epsilon,
      });
      first.assign(moved.first);
      second.assign(moved.second);
      parameter.assign(moved.parameter);
      tf.dispose([moved.first, moved.second, moved.parameter]);
    }
  }

  /** Number of steps taken and all moments, as `<name>/first` and `<name>/second`. */
  async save(): Promise<{ readonly step: number; readonly arrays: ReadonlyMap<string, NdArray> }> {
    const arrays = new Map<string, NdArray>();
    for (const [name, { first, second }] of this.#moments) {
      arrays.set(`${name}/first`, { data: (await first.data()) as Float32Array, shape: first.shape });
      arrays.set(`${name}/second`, { data: (await second.data()) as Float32Array, shape: second.shape });
    }
    return { step: this.#step, arrays };
  }

  /**
   * Goes on from what {@link save} gave.
   *
   * @throws {CheckpointCorruptError} when a moment lacks its other half
   */
  restore(step: number, arrays: ReadonlyMap<string, NdArray>): void {
    this.dispose();
    this.#step = step;
    for (const [key, first] of arrays) {
      if (!key.endsWith("/first")) continue;
      const name = key.slice(0, -"/first".length);
      const second = arrays.get(`${name}/second`);
      if (second === undefined || second.shape.join() !== first.shape.join()) {
        throw new CheckpointCorruptError({
          message: `Expected a second moment of shape [${first.shape}] for ${name} in the optimizer's state.`,
        });
      }
      this.#moments.set(name, { first: slotVariable(first), second: slotVariable(second) });
    }
  }

  /** Frees the moments. */
  dispose(): void {
    for (const { first, second } of this.#moments.values()) {
      first.dispose();
      second.dispose();
    }
    this.#moments.clear();
  }

  #slot(name: string, shape: number[]) {
    const before = this.#moments.get(name);
    if (before !== undefined) return before;
    const zeros = () => tf.tidy(() => tf.variable(tf.zeros(shape), false));
    const slot = { first: zeros(), second: zeros() };
    this.#moments.set(name, slot);
    return slot;
  }
}

function slotVariable({ data, shape }: NdArray): tf.Variable {
  return tf.tidy(() => tf.variable(tf.tensor(data, [...shape]), false));
}
