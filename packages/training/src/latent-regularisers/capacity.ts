import { capacityAt, capacityDivergence, klToStandardNormal } from "@ganlens/losses";
import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { LatentRegulariser } from "./latent-regulariser.ts";

/** Settings of {@link capacity}. */
export interface CapacitySettings {
  /** γ ≥ 0. */
  readonly weight: number;
  /** What the capacity grows to, in nats per sample. */
  readonly maximum: number;
  /** Steps in which it grows from 0. */
  readonly steps: number;
}

/**
 * A divergence that is held at a capacity which grows: γ |KL − C(t)|, C(t) = maximum · min(1, t / steps), in the place of β KL.
 *
 * @see Burgess et al. 2018
 */
export const capacity: LatentRegulariser<CapacitySettings> = {
  settings: {
    weight: z.number().nonnegative().default(1000),
    maximum: z.number().nonnegative().default(25),
    steps: z.int().positive().default(100_000),
  },
  replacesDivergence: true,
  term({ weight, maximum, steps }, { mean, logVariance, step }) {
    const now = capacityAt({ step, steps, maximum });
    return {
      term: capacityDivergence({ mean, logVariance, capacity: now, weight }),
      parts: {
        capacity: tf.scalar(now),
        "distance-to-capacity": tf.abs(tf.sub(klToStandardNormal({ mean, logVariance }), now)) as tf.Scalar,
      },
    };
  },
};
