import { penalties } from "@ganlens/losses";
import * as tf from "@tensorflow/tfjs";
import type { PenaltyConfig } from "../config/gan-config.ts";
import type { RoundContext } from "../engine/objective.ts";

/** What a discriminator says of samples. */
export interface Discriminated {
  readonly score: tf.Tensor;
  readonly classLogits: tf.Tensor | undefined;
}

/** weight · every · penalty of the terms that are due at this step. */
export function penaltiesDue(
  terms: readonly PenaltyConfig[],
  {
    context,
    real,
    fake,
  }: { readonly context: RoundContext; readonly real: tf.Tensor; readonly fake: tf.Tensor },
): readonly tf.Scalar[] {
  const due = terms.filter(({ every }) => context.step % every === 0);
  return due.map(({ name, weight, every }) => {
    const value = penalties[name].penalty({
      discriminate: (x) => discriminate(context, x, { updateStats: false }).score,
      real,
      fake,
      random: context.random.split(name),
    });
    return tf.mul(value, weight * every);
  });
}

/** A pass through the player called `discriminator`. */
export function discriminate(
  context: RoundContext,
  x: tf.Tensor,
  options: { readonly updateStats: boolean },
): Discriminated {
  const output = context.apply("discriminator", x, options);
  const [score, classLogits] = Array.isArray(output) ? output : [output];
  return { score: score as tf.Tensor, classLogits };
}
