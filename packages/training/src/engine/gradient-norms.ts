import * as tf from "@tensorflow/tfjs";
import { gradientNorm } from "../optimizers/clip-gradients.ts";
import { type NamedTensors, scalarValues, weightOf } from "./named-tensors.ts";
import type { PlayingNetwork } from "./players.ts";

/**
 * The norm of all of a player's gradients together, √Σ‖g‖², of every player that has some; ∞ where its square overflows in float32.
 *
 * @param gradients by `<player>:<weight>`; they stay the caller's
 */
export async function gradientNormsOf(
  players: ReadonlyMap<string, Pick<PlayingNetwork, "parameters">>,
  gradients: NamedTensors,
): Promise<Record<string, number>> {
  const norms = Object.fromEntries(
    [...players].flatMap(([player, { parameters }]) => {
      const own = [...parameters.keys()].flatMap((weight) => {
        const gradient = gradients[weightOf(player, weight)];
        return gradient === undefined ? [] : [[weight, gradient] as const];
      });
      return own.length === 0 ? [] : [[player, gradientNorm(new Map(own))]];
    }),
  );
  const values = await scalarValues(norms);
  tf.dispose(norms);
  return values;
}
