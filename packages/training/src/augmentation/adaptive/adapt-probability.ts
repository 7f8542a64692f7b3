import * as tf from "@tensorflow/tfjs";
import type { StateBag } from "../../engine/state-bag.ts";

/** How the probability of adaptive augmentation follows the discriminator. */
export interface AdaptationSettings {
  /** What r = E sign(D(x) − b) of real images is held at, in (0, 1). */
  readonly target: number;
  /** Thousands of real images in which the probability can go from 0 to 1. */
  readonly speed: number;
  /** Steps over which r is averaged before the probability moves. */
  readonly every: number;
  /** The highest probability. */
  readonly maximum: number;
}

/** What is remembered before the first step. */
export const adaptationStart: StateBag = {
  numbers: { "augmentation-probability": 0, "augmentation-sign-sum": 0, "augmentation-signs": 0 },
  arrays: {},
};

/**
 * The state after a step: every so many steps p + sign(r̄ − target) · images / (1000 · speed), kept in [0, maximum].
 *
 * @param sign r of this step
 * @param images real images of a step
 * @see Karras et al. 2020, section 3.1 (the heuristic r_t, target 0.6)
 */
export function adaptProbability(
  { numbers, arrays }: StateBag,
  {
    sign,
    images,
    settings: { target, speed, every, maximum },
  }: { readonly sign: number; readonly images: number; readonly settings: AdaptationSettings },
): StateBag {
  const probability = numbers["augmentation-probability"] as number;
  const sum = (numbers["augmentation-sign-sum"] as number) + sign;
  const signs = (numbers["augmentation-signs"] as number) + 1;
  if (signs < every) {
    const counted = { "augmentation-sign-sum": sum, "augmentation-signs": signs };
    return { numbers: { ...numbers, ...counted }, arrays };
  }
  const moved = probability + (Math.sign(sum / signs - target) * images * signs) / (1000 * speed);
  return {
    numbers: {
      ...numbers,
      "augmentation-probability": Math.min(maximum, Math.max(0, moved)),
      "augmentation-sign-sum": 0,
      "augmentation-signs": 0,
    },
    arrays,
  };
}

/** The probability that a state holds. */
export function augmentationProbability({ numbers }: StateBag): number {
  return numbers["augmentation-probability"] ?? 0;
}

/** The probability of this step, and how far it is below the highest, to be told. */
export function adaptationParts(
  state: StateBag,
  { maximum }: Pick<AdaptationSettings, "maximum">,
): Record<string, tf.Scalar> {
  const probability = augmentationProbability(state);
  return {
    "augmentation/probability": tf.scalar(probability),
    "augmentation/headroom": tf.scalar(maximum - probability),
  };
}
