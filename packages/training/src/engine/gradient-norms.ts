import * as tf from "@tensorflow/tfjs";
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
  const norms = tf.tidy(() =>
    Object.fromEntries(
      [...players].flatMap(([player, { parameters }]) => {
        const squares = [...parameters.keys()].flatMap((weight) => {
          const gradient = gradients[weightOf(player, weight)];
          return gradient === undefined ? [] : [tf.sum(tf.square(gradient))];
        });
        return squares.length === 0 ? [] : [[player, tf.sqrt(tf.addN(squares))]];
      }),
    ),
  );
  const values = await scalarValues(norms);
  tf.dispose(norms);
  return values;
}
