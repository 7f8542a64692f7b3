import type { LatentSpec, NdArray, Random } from "@ganlens/core";
import type { ModelSpec } from "@ganlens/models";
import type * as tf from "@tensorflow/tfjs";
import type { EvaluationSettings } from "../evaluation/evaluation-settings.ts";
import type { OptimizerConfig } from "../optimizers/optimizers.ts";
import type { RateSchedule } from "../optimizers/rate-schedule.ts";
import type { Objective } from "./objective.ts";
import type { StateBag } from "./state-bag.ts";

/** A network that takes part in training, by name. */
export interface PlayerSpec {
  /** Its name in events, and its folder in a checkpoint. */
  readonly name: string;
  readonly model: ModelSpec;
  readonly optimizer: OptimizerConfig;
  /** Decay of its moving average, in [0, 1); with one, the average is what is shown and saved in its folder. */
  readonly averageDecay?: number;
  /** Its weights are clipped to ± this after each of its steps; they are not unless given. */
  readonly clip?: number;
  /** Whether its folder is in every checkpoint, or only in those that training can go on from. */
  readonly saved: "always" | "resumable";
}

/** The networks of players, as whoever looks at them between steps sees them: averages where there are any. */
export interface Showing {
  network(player: string): tf.LayersModel;
}

/**
 * All that the engine needs to know of a kind of training: who plays, what is learned, and what is shown.
 *
 * A game is a pure function of a configuration and what is known of its data, so that a worker can build the same one.
 */
export interface Game {
  readonly players: readonly PlayerSpec[];
  readonly objective: Objective;
  /** The data sets that it draws batches of; `["data"]` unless given. */
  readonly data?: readonly string[];
  /** What latents are drawn from, where the objective asks for some. */
  readonly latent?: LatentSpec;
  /** Rounds in a step, each with batches and latents of its own; 1 unless given. */
  readonly rounds?: number;
  /** How all learning rates go on. */
  readonly rateSchedule: RateSchedule;
  /** Named numbers for the objective at a step. */
  coefficients?(step: number): Readonly<Record<string, number>>;
  /** What the objective remembers at step 0. */
  readonly state?: StateBag;
  /** Moves the weights that were drawn to where training begins, such as principal components. */
  initialise?(networks: Showing): Promise<void>;
  /** What it makes at fixed inputs, to be looked at. */
  sample?(networks: Showing, random: Random): Promise<NdArray>;
  /** So many samples as it makes them, `[count, …]`, images in [0, 1]: to be measured. */
  generate?(
    networks: Showing,
    options: { readonly count: number; readonly random: Random },
  ): Promise<NdArray>;
  /** How what it generates is compared with real samples on the way; it is not unless given. */
  readonly evaluation?: EvaluationSettings;
  /** The losses that fall where training goes well; those of networks against each other need not. */
  readonly falling?: readonly string[];
}
