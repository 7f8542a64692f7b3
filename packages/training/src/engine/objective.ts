import type { Batch, Latents, Random } from "@ganlens/core";
import type { NetworkInput } from "@ganlens/models";
import type * as tf from "@tensorflow/tfjs";
import type { StateBag } from "./state-bag.ts";

/** What an objective is given: one shard of one round of one step. */
export interface RoundContext {
  /** Steps taken so far. */
  readonly step: number;
  /** Which round of the step this is, from 0. */
  readonly round: number;
  /** This shard's part of the batch, drawn afresh in every round; of the data set of that name, where there are several. */
  batch(name?: string): Batch;
  /**
   * This shard's part of the latents, drawn afresh in every round.
   *
   * @throws {TypeError} when the game has none, which is a fault of its author
   */
  readonly latents: Latents;
  /** All other randomness: dropout, noise, augmentation, penalties. Its own for every step, round and shard. */
  readonly random: Random;
  /** Named numbers that the game gives for this step, such as weights of terms. */
  readonly coefficients: Readonly<Record<string, number>>;
  readonly state: StateBag;
  /** The inputs of a player's network, in its order. */
  inputsOf(player: string): readonly NetworkInput[];
  /** The shape of one sample of a player's first output. */
  outputOf(player: string): readonly number[];
  /** The weights of a player that its gradient moves, by name, such as `autoencoder/decoder/pixels/kernel`. */
  parametersOf(player: string): ReadonlyMap<string, tf.Variable>;
  /**
   * A pass through a player's network as in training; gradients follow it.
   *
   * @param options.part the model in it that is passed alone, such as an autoencoder's `encoder`; the whole unless given
   * @param options.updateStats whether batch normalisation moves its running statistics; by default it does
   */
  apply(
    player: string,
    inputs: tf.Tensor | readonly tf.Tensor[],
    options?: { readonly updateStats?: boolean; readonly part?: string },
  ): tf.Tensor | tf.Tensor[];
}

/** What one pass of an update gives. */
export interface UpdateLoss {
  /** What is minimised: a scalar, a mean over samples. */
  readonly loss: tf.Scalar;
  /** Named scalars to be told and watched, means over samples. */
  readonly parts?: Readonly<Record<string, tf.Scalar>>;
  /** Named arrays from which the state moves, means over samples. */
  readonly statistics?: Readonly<Record<string, tf.Tensor>>;
}

/** One loss, and the players that follow its gradient. */
export interface Update {
  /** What the loss is called in events. */
  readonly name: string;
  readonly players: readonly string[];
  /** Runs inside `tf.tidy`, with a tape on. */
  loss(): UpdateLoss;
}

/** What a step found, as means over the batch; of a part that several rounds give, the last. */
export interface StepFindings {
  readonly step: number;
  readonly losses: Readonly<Record<string, number>>;
  readonly parts: Readonly<Record<string, number>>;
  readonly statistics: Readonly<Record<string, Float32Array>>;
}

/** What is learned: updates over named players. */
export interface Objective {
  /**
   * The updates of one round. All losses are computed one after another, at the same weights, and then all players move. A later
   * loss may use tensors of an earlier one: each gradient goes to the players of its own update only.
   */
  updates(context: RoundContext): readonly Update[];
  /** The state after a step; where it is left out, nothing is remembered. */
  advance?(state: StateBag, findings: StepFindings): StateBag;
}
