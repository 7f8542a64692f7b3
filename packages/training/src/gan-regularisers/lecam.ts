import { lecam as lecamLoss } from "@ganlens/losses";
import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { GanRegulariser } from "./gan-regulariser.ts";

/** Settings of {@link lecam}. */
export interface LecamSettings {
  readonly weight: number;
  /** Of the moving averages of scores, in [0, 1). */
  readonly decay: number;
}

/**
 * LeCam's regulariser, for little data: scores are drawn to the moving average of the other side's, before this step.
 *
 * @see Tseng et al. 2021
 */
export const lecam: GanRegulariser<LecamSettings> = {
  description: "Draws scores to the moving average of the other side's (LeCam), for little data.",
  settings: {
    weight: z.number().positive().default(0.3),
    decay: z.number().min(0).lt(1).default(0.99),
  },
  start: { "lecam-real": 0, "lecam-fake": 0 },
  discriminatorTerm({ weight }, { real, fake, numbers }) {
    const term = lecamLoss({
      realScores: real.scores,
      fakeScores: fake.scores,
      realAverage: numbers["lecam-real"] as number,
      fakeAverage: numbers["lecam-fake"] as number,
    });
    return {
      loss: tf.mul(term, weight),
      parts: {
        "discriminator/real-score": tf.mean(real.scores),
        "discriminator/fake-score": tf.mean(fake.scores),
      },
    };
  },
  advance({ decay }, numbers, parts) {
    const next = (side: "real" | "fake") =>
      decay * (numbers[`lecam-${side}`] as number) +
      (1 - decay) * (parts[`discriminator/${side}-score`] as number);
    return { "lecam-real": next("real"), "lecam-fake": next("fake") };
  },
};
