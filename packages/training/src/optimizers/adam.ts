import { type AdamMoments, type AdamSlots, openAdamSlots } from "@ganlens/backend";
import type { NdArray } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import { assertGradients } from "./assert-gradients.ts";
import type { Optimizer, SavedOptimizer } from "./optimizer.ts";
import { defineOptimizer, type OptimizerDefaults, type OptimizerDefinition } from "./optimizer-definition.ts";
import { assertSlots, readSlots, slotTensors } from "./saved-slots.ts";
import { decaySetting, epsilonSetting, rateSetting, weightDecaySetting } from "./setting-schemas.ts";
import { withCoupledDecay } from "./weight-decay.ts";

/** Settings of {@link Adam}. */
export interface AdamConfig {
  readonly learningRate: number;
  /** Decay of the first moment, in [0, 1). */
  readonly beta1: number;
  /** Decay of the second moment, in [0, 1). */
  readonly beta2: number;
  readonly epsilon: number;
}

/** Settings of {@link adam}. */
export interface AdamSettings extends AdamConfig {
  /** Weight of the parameters' decay. */
  readonly weightDecay: number;
}

const adamSettings = ({ learningRate, beta1 }: OptimizerDefaults) => ({
  learningRate: rateSetting(learningRate),
  beta1: decaySetting(beta1),
  beta2: decaySetting(0.999),
  epsilon: epsilonSetting(1e-8),
});

/** The schema of Adam's settings, with what a trainer takes where nothing is said. */
export function adamSchema(defaults: OptimizerDefaults): z.ZodType<AdamConfig> {
  return z.strictObject(adamSettings(defaults));
}

const slots = ["first", "second"] as const;

/**
 * Adam, with its moments kept by variable name: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²,
 * w ← w − α · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε).
 *
 * tfjs's own keeps its moments by the order of the call, so that two variable lists share them unnoticed.
 *
 * @see Kingma and Ba 2015, algorithm 1
 */
export class Adam implements Optimizer {
  readonly config: AdamConfig;
  #step = 0;
  #slots: AdamSlots | null = null;

  constructor(config: AdamConfig) {
    this.config = config;
  }

  get stepCount(): number {
    return this.#step;
  }

  apply(
    parameters: ReadonlyMap<string, tf.Variable>,
    gradients: ReadonlyMap<string, tf.Tensor>,
    rateScale = 1,
  ): void {
    const { learningRate, beta1, beta2, epsilon } = this.config;
    assertGradients(parameters, gradients);
    this.#step += 1;
    const step = {
      rate: (rateScale * learningRate) / (1 - beta1 ** this.#step),
      beta1,
      beta2,
      secondScale: 1 / (1 - beta2 ** this.#step),
      epsilon,
    };
    for (const [name, parameter] of parameters) {
      this.#opened().update(name, parameter, gradients.get(name) as tf.Tensor, step);
    }
  }

  /** Number of steps taken and all moments, as `<name>/first` and `<name>/second`. */
  async save(): Promise<SavedOptimizer> {
    const opened = this.#opened();
    const moments = new Map(opened.names().map((name) => [name, { ...(opened.read(name) as AdamMoments) }]));
    try {
      return await readSlots(this.#step, moments);
    } finally {
      tf.dispose([...moments.values()]);
    }
  }

  restore(
    step: number,
    arrays: ReadonlyMap<string, NdArray>,
    parameters: ReadonlyMap<string, Pick<tf.Variable, "shape">>,
  ): void {
    assertSlots({ optimizer: "adam", slots, step, arrays, parameters });
    this.dispose();
    this.#step = step;
    if (step === 0) return;
    for (const name of parameters.keys()) {
      tf.tidy(() => {
        this.#opened().write(name, slotTensors(arrays, name, slots) as unknown as AdamMoments);
      });
    }
  }

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

/**
 * {@link Adam} as configurations name it, and mean it without a name; `weightDecay` is L2, as in PyTorch.
 *
 * @see Kingma and Ba 2015, algorithm 1
 */
export const adam: OptimizerDefinition<"adam", AdamSettings> = defineOptimizer({
  name: "adam",
  unnamed: true,
  settings: (defaults: OptimizerDefaults) => ({
    ...adamSettings(defaults),
    weightDecay: weightDecaySetting(),
  }),
  create: ({ weightDecay, ...config }: AdamSettings) => withCoupledDecay(new Adam(config), weightDecay),
});
