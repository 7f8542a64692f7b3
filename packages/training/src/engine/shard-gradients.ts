import type { Random } from "@ganlens/core";
import { applyModel } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { type GradientsOf, gradientsOnOneTape } from "./gradients-on-one-tape.ts";
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
 * The gradients of every update on one shard, all at the same weights; a pass that several losses use is computed once.
 *
 * Running statistics move, as the objective says. The caller disposes what is returned.
 */
export function shardGradients(work: ShardWork): ShardFindings {
  const { players, objective, input, restoreBuffers } = work;
  return tf.tidy(() => {
    const before = restoreBuffers ? bufferCopies(players) : {};
    const found = gradientsOnOneTape(
      () => objective.updates(contextOf(work)).map((update) => ({ update, found: update.loss() })),
      (updates, gradientsOf) => kept(findingsOf(updates, { gradientsOf, players })),
    );
    const buffers = restoreBuffers ? bufferCopies(players) : {};
    if (restoreBuffers) writeBuffers(players, before);
    const [batch] = Object.values(input.batches);
    return { samples: batch?.ids.length ?? 0, buffers, ...found };
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

type Found = Pick<ShardFindings, "gradients" | "losses" | "parts" | "statistics">;

/** What all updates found; of a weight that several of them move, the sum of their gradients. */
function findingsOf(
  updates: readonly { readonly update: Update; readonly found: UpdateLoss }[],
  { gradientsOf, players }: { readonly gradientsOf: GradientsOf; readonly players: ShardWork["players"] },
): Found {
  const gradients: Record<string, tf.Tensor> = {};
  const losses: Record<string, tf.Tensor> = {};
  const parts: Record<string, tf.Tensor> = {};
  const statistics: Record<string, tf.Tensor> = {};
  for (const { update, found } of updates) {
    losses[update.name] = found.loss;
    Object.assign(parts, found.parts);
    Object.assign(statistics, found.statistics);
    const moved = update.players.flatMap((player) =>
      [...playerNamed(players, player).parameters].map(
        ([weight, variable]) => [weightOf(player, weight), variable] as const,
      ),
    );
    const own = gradientsOf(
      found.loss,
      moved.map(([, variable]) => variable),
    );
    for (const [i, [name]] of moved.entries()) {
      const gradient = own[i];
      if (gradient == null)
        throw new TypeError(`The loss "${update.name}" does not reach the weight ${name}.`);
      const earlier = gradients[name];
      gradients[name] = earlier === undefined ? gradient : tf.add(earlier, gradient);
    }
  }
  return { gradients, losses, parts, statistics };
}

/** Beyond the end of `tf.tidy`. */
function kept(found: Found): Found {
  for (const tensors of Object.values(found)) for (const tensor of Object.values(tensors)) tf.keep(tensor);
  return found;
}

function contextOf({ players, input, random }: ShardWork): RoundContext {
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
    parametersOf: (player) => playerNamed(players, player).parameters,
    apply: (player, inputs, { updateStats = true, part } = {}) =>
      applyModel(partOf(playerNamed(players, player).model, part), inputs, {
        training: true,
        updateStats,
        random,
      }),
  };
}

function partOf(model: tf.LayersModel, part: string | undefined): tf.LayersModel {
  if (part === undefined) return model;
  const found = model.layers.find(({ name }) => name === `${model.name}/${part}`);
  if (found instanceof tf.LayersModel) return found;
  throw new TypeError(`There is no model "${part}" in "${model.name}".`);
}

function playerNamed(players: ReadonlyMap<string, PlayingNetwork>, name: string): PlayingNetwork {
  const player = players.get(name);
  if (player !== undefined) return player;
  throw new TypeError(`There is no player "${name}"; there are ${[...players.keys()].join(", ")}.`);
}
