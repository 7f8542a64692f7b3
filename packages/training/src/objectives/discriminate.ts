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
    labels,
  }: {
    readonly context: RoundContext;
    readonly real: tf.Tensor;
    readonly fake: tf.Tensor;
    /** Of real samples, which mixtures of both are taken for, and of generated ones. */
    readonly labels: { readonly real: tf.Tensor1D | undefined; readonly fake: tf.Tensor1D | undefined };
  },
): readonly tf.Scalar[] {
  const due = terms.filter(({ every }) => context.step % every === 0);
  return due.map(({ name, weight, every }) => {
    const value = penalties[name].penalty({
      discriminate: (x) =>
        discriminate(context, x, {
          labels: name === "fake-gradient" ? labels.fake : labels.real,
          updateStats: false,
        }).score,
      real,
      fake,
      random: context.random.split(name),
    });
    return tf.mul(value, weight * every);
  });
}

/** A pass through the player called `discriminator`, which may take the classes of samples beside them (a projection discriminator). */
export function discriminate(
  context: RoundContext,
  x: tf.Tensor,
  { labels, ...options }: { readonly labels: tf.Tensor1D | undefined; readonly updateStats: boolean },
): Discriminated {
  const takesLabels = context.inputsOf("discriminator").length > 1 && labels !== undefined;
  const given = takesLabels ? [x, tf.reshape(labels, [-1, 1])] : x;
  const output = context.apply("discriminator", given, options);
  const [score, classLogits] = Array.isArray(output) ? output : [output];
  return { score: score as tf.Tensor, classLogits };
}
