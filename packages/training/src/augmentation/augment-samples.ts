import type { Random } from "@ganlens/core";
import type { PixelRange } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import type { StateBag } from "../engine/state-bag.ts";
import { augmentationProbability } from "./adaptive/adapt-probability.ts";
import { adaptiveAugment } from "./adaptive/adaptive-augment.ts";
import type { AugmentationConfig } from "./augmentation-config.ts";
import { diffAugment } from "./diff-augment.ts";

/**
 * Samples as the discriminator is to see them, in the range that they have.
 *
 * @param config nothing is changed unless given
 */
export function augmentSamples(
  samples: tf.Tensor,
  {
    config,
    range = [0, 1],
    random,
    state,
  }: {
    readonly config: AugmentationConfig | undefined;
    readonly range: PixelRange | undefined;
    readonly random: Random;
    readonly state: StateBag;
  },
): tf.Tensor {
  if (config === undefined) return samples;
  const [half, middle] = [(range[1] - range[0]) / 2, (range[1] + range[0]) / 2];
  const isCentred = half === 1 && middle === 0;
  const images = (isCentred ? samples : tf.div(tf.sub(samples, middle), half)) as tf.Tensor4D;
  const changed =
    config.kind === "differentiable"
      ? diffAugment(images, { policies: config.policies, fill: 2 * config.fill - 1, random })
      : adaptiveAugment(images, {
          transforms: config.transforms,
          probability: augmentationProbability(state),
          random,
        });
  return isCentred ? changed : tf.add(tf.mul(changed, half), middle);
}
