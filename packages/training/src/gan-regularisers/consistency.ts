import { consistency as consistencyLoss } from "@ganlens/losses";
import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { GanRegulariser } from "./gan-regulariser.ts";

/** Settings of {@link consistency}. */
export interface ConsistencySettings {
  readonly realWeight: number;
  /** 0: consistency of real samples alone (CR). */
  readonly fakeWeight: number;
}

/**
 * Balanced consistency (bCR): λ E‖D(x) − D(T(x))‖² of real samples, and of generated ones; with `fakeWeight: 0` that of real ones alone
 * (CR). T moves an image by up to an eighth.
 *
 * @see Zhang et al. 2020; Zhao et al. 2021
 */
export const consistency: GanRegulariser<ConsistencySettings> = {
  description: "Scores of an image and of the image moved a little are to agree (CR, bCR).",
  settings: {
    realWeight: z.number().nonnegative().default(10),
    fakeWeight: z.number().nonnegative().default(10),
  },
  takesImages: true,
  discriminatorTerm({ realWeight, fakeWeight }, view) {
    const term = (kind: "real" | "fake", weight: number) =>
      tf.mul(
        consistencyLoss({
          outputs: view[kind].scores,
          augmentedOutputs: view.score(view.augmented(view[kind].samples, kind), kind),
        }),
        weight,
      );
    const real = term("real", realWeight) as tf.Scalar;
    return { loss: fakeWeight === 0 ? real : tf.add(real, term("fake", fakeWeight)) };
  },
};
