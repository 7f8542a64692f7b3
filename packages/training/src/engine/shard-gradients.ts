import type { Random } from "@ganlens/core";
import { applyModel } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { type ShardFindings, weightOf } from "./named-tensors.ts";
import type { Objective, RoundContext, Update, UpdateLoss } from "./objective.ts";
import type { PlayingNetwork } from "./players.ts";
import type { RoundInput } from "./round-input.ts";

/** What {@link shardGradients} works with. */
export interface ShardWork {
  readonly players: ReadonlyMap<string, PlayingNetwork>;
  readonly objective: Objective;
  readonly input: RoundInput;
  /** The randomness of this shard. */
  readonly random: Random;
  /** Whether running statistics are given back and put back to what they were: where other shards start from the same. */
  readonly restoreBuffers: boolean;
}

/**
 * The gradients of every update on one shard, all at the same weights.
 *
 * Running statistics move, as the objective says. The caller disposes what is returned.
 */
export function shardGradients(work: ShardWork): ShardFindings {
  const { players, objective, restoreBuffers } = work;
  return tf.tidy(() => {
    const before = restoreBuffers ? bufferCopies(players) : {};
    const kept: tf.Tensor[] = [];
    const gradients: Record<string, tf.Tensor> = {};
    const losses: Record<string, tf.Tensor> = {};
    const parts: Record<string, tf.Tensor> = {};
    const statistics: Record<string, tf.Tensor> = {};
    for (const update of objective.updates(contextOf(work, kept))) {
      const found = updateGradients(update, players);
      losses[update.name] = found.loss;
      Object.assign(parts, found.parts);
      Object.assign(statistics, found.statistics);
      for (const [name, gradient] of Object.entries(found.gradients)) {
        const earlier = gradients[name];
        gradients[name] = earlier === undefined ? gradient : tf.add(earlier, gradient);
      }
    }
    tf.dispose(kept);
    const buffers = restoreBuffers ? bufferCopies(players) : {};
    if (restoreBuffers) writeBuffers(players, before);
    const [batch] = Object.values(work.input.batches);
    return { samples: batch?.ids.length ?? 0, gradients, buffers, losses, parts, statistics };
  });
}

/** Sets parameters and running statistics by `<player>:<weight>`. */
export function writeWeightTensors(
  players: ReadonlyMap<string, PlayingNetwork>,
  values: Readonly<Record<string, tf.Tensor>>,
): void {
  for (const { name, parameters, buffers } of players.values()) {
    for (const [weight, variable] of [...parameters, ...buffers]) {
      const value = values[weightOf(name, weight)];
      if (value !== undefined) variable.assign(value);
    }
  }
}

/** Sets running statistics by `<player>:<weight>`. */
export function writeBuffers(
  players: ReadonlyMap<string, PlayingNetwork>,
  values: Readonly<Record<string, tf.Tensor>>,
): void {
  for (const { name, buffers } of players.values()) {
    for (const [weight, variable] of buffers) {
      const value = values[weightOf(name, weight)];
      if (value !== undefined) variable.assign(value);
    }
  }
}

function bufferCopies(players: ReadonlyMap<string, PlayingNetwork>): Record<string, tf.Tensor> {
  return Object.fromEntries(
    [...players.values()].flatMap(({ name, buffers }) =>
      [...buffers].map(([weight, variable]) => [weightOf(name, weight), tf.clone(variable)]),
    ),
  );
}

/** The gradient of one update, with its other findings, which the tape would not give out by itself. */
function updateGradients(
  { name: update, players: movers, loss }: Update,
  players: ReadonlyMap<string, PlayingNetwork>,
): Omit<UpdateLoss, "loss"> & { readonly loss: tf.Scalar; readonly gradients: Record<string, tf.Tensor> } {
  const moved = movers.flatMap((player) =>
    [...playerNamed(players, player).parameters].map(
      ([weight, variable]) => [weightOf(player, weight), variable] as const,
    ),
  );
  const found: Pick<UpdateLoss, "parts" | "statistics"> = {};
  const { value, grads } = tf.variableGrads(
    () => {
      const { loss: scalar, parts = {}, statistics = {} } = loss();
      Object.assign(found, { parts: keptAll(parts), statistics: keptAll(statistics) });
      return scalar;
    },
    moved.map(([, variable]) => variable),
  );
  const { parts = {}, statistics = {} } = found;
  const gradients = Object.fromEntries(
    moved.map(([name, variable]) => {
      const gradient: tf.Tensor | null | undefined = grads[variable.name];
      if (gradient == null) throw new TypeError(`The loss "${update}" does not reach the weight ${name}.`);
      return [name, gradient];
    }),
  );
  return { loss: value, parts: owned(parts), statistics: owned(statistics), gradients };
}

function keptAll<T extends tf.Tensor>(tensors: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [name, tf.keep(tf.clone(tensor))]),
  );
}

/** Kept tensors handed over to the surrounding `tf.tidy`. */
function owned<T extends tf.Tensor>(tensors: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => {
      const copy = tf.clone(tensor);
      tensor.dispose();
      return [name, copy];
    }),
  );
}

function contextOf({ players, input, random }: ShardWork, kept: tf.Tensor[]): RoundContext {
  const { step, round, batches, latents, coefficients, state } = input;
  return {
    step,
    round,
    random,
    coefficients,
    state,
    batch(name = "data") {
      const batch = batches[name];
      if (batch === undefined) throw new TypeError(`This game draws no batches of "${name}".`);
      return batch;
    },
    get latents() {
      if (latents === undefined) throw new TypeError("This game draws no latents.");
      return latents;
    },
    inputsOf: (player) => playerNamed(players, player).inputs,
    outputOf: (player) => (playerNamed(players, player).model.outputs[0]?.shape.slice(1) ?? []) as number[],
    apply: (player, inputs, { updateStats = true } = {}) =>
      applyModel(playerNamed(players, player).model, inputs, { training: true, updateStats, random }),
    keep(tensor) {
      const copy = tf.keep(tf.clone(tensor));
      kept.push(copy);
      return copy;
    },
  };
}

function playerNamed(players: ReadonlyMap<string, PlayingNetwork>, name: string): PlayingNetwork {
  const player = players.get(name);
  if (player !== undefined) return player;
  throw new TypeError(`There is no player "${name}"; there are ${[...players.keys()].join(", ")}.`);
}
