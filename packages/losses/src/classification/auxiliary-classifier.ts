import * as tf from "@tensorflow/tfjs";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.ts";

/** Class logits [batch, classes] and class numbers int32 [batch] of generated samples. */
export interface FakeClasses {
  readonly fakeLogits: tf.Tensor;
  readonly fakeLabels: tf.Tensor;
}

/** The same of real and of generated samples. */
export interface RealAndFakeClasses extends FakeClasses {
  readonly realLogits: tf.Tensor;
  readonly realLabels: tf.Tensor;
}

/**
 * AC-GAN's class term for the discriminator: CE(real) + CE(fake), to be added to its adversarial loss.
 *
 * @returns scalar ≥ 0
 * @throws {ShapeError} when logits and labels do not fit
 * @see Odena, Olah, Shlens 2017, equation 2
 */
export function auxiliaryDiscriminatorLoss({
  realLogits,
  realLabels,
  fakeLogits,
  fakeLabels,
}: RealAndFakeClasses): tf.Scalar {
  return tf.tidy(() =>
    tf.add(
      softmaxCrossEntropy({ logits: realLogits, labels: realLabels }),
      softmaxCrossEntropy({ logits: fakeLogits, labels: fakeLabels }),
    ),
  );
}

/**
 * AC-GAN's class term for the generator: CE(fake) of the classes that were asked for, to be added to its adversarial loss.
 *
 * @returns scalar ≥ 0
 * @throws {ShapeError} when logits and labels do not fit
 * @see Odena, Olah, Shlens 2017, equation 2
 */
export function auxiliaryGeneratorLoss({ fakeLogits, fakeLabels }: FakeClasses): tf.Scalar {
  return softmaxCrossEntropy({ logits: fakeLogits, labels: fakeLabels });
}
