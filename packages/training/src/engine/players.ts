import type { Random } from "@ganlens/core";
import {
  buildModel,
  disposeModel,
  type NetworkInput,
  namedParameters,
  namedWeights,
  networkFromLayers,
} from "@ganlens/models";
import type * as tf from "@tensorflow/tfjs";
import type { PlayerSpec } from "./game.ts";

/** A player's network while it is trained, with its weights by name. */
export interface PlayingNetwork {
  readonly name: string;
  readonly model: tf.LayersModel;
  readonly inputs: readonly NetworkInput[];
  readonly parameters: ReadonlyMap<string, tf.Variable>;
  /** State that is no parameter: running statistics. */
  readonly buffers: ReadonlyMap<string, tf.Variable>;
}

/** Builds the networks of all players, their weights drawn by name. */
export function buildPlayers(
  players: readonly PlayerSpec[],
  weights: Random,
): ReadonlyMap<string, PlayingNetwork> {
  return new Map(
    players.map(({ name, model: spec }) => {
      const model = buildModel({ spec, name, random: weights });
      const parameters = namedParameters(model);
      const buffers = new Map([...namedWeights(model)].filter(([weight]) => !parameters.has(weight)));
      return [name, { name, model, inputs: networkFromLayers(model).inputs, parameters, buffers }];
    }),
  );
}

/** Frees the weights of all players. */
export function disposePlayers(players: ReadonlyMap<string, PlayingNetwork>): void {
  for (const { model } of players.values()) disposeModel(model);
}
