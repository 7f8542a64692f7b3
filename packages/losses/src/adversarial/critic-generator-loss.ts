import * as tf from "@tensorflow/tfjs";
import { assertScores } from "../shape-checks.ts";
import type { RealAndFakeScores } from "./adversarial-loss.ts";

/**
 * What a generator minimises whose samples are to score high: −E D(G(z)), without bound.
 *
 * @throws {ShapeError} when there is not one score per sample
 * @see Arjovsky, Chintala, Bottou 2017, algorithm 1
 */
export function criticGeneratorLoss({ fakeScores }: Pick<RealAndFakeScores, "fakeScores">): tf.Scalar {
  assertScores(fakeScores, "generatorLoss");
  return tf.tidy(() => tf.neg(tf.mean<tf.Scalar>(fakeScores)));
}
