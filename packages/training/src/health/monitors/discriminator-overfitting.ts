import * as z from "zod";
import type { Monitor } from "../monitor.ts";

interface State {
  readonly steps: number;
  /** Moving average of E sign(D(x) − b). */
  readonly sign: number;
  /** Moving average of the share of generated samples that pass for real. */
  readonly passed: number;
  /** Steps in a row that looked like it. */
  readonly run: number;
}

const decay = 0.98;
/** Of the averages, and for how many steps: a healthy DCGAN is beyond both for 45 steps in a row, other presets never. */
const limits = { sign: 0.97, passed: 0.01, steps: 300 };

/**
 * A discriminator that takes nearly every real sample for real and no generated one, for hundreds of steps: it knows its data by
 * heart, and what the generator learns from it fades.
 *
 * Both are moving averages over about 50 steps: single steps of healthy runs, and the first hundreds of a DCGAN, are at 1 and 0.
 *
 * @see Karras et al. 2020, section 3 (r_t)
 */
export const discriminatorOverfitting: Monitor<State> = {
  id: "discriminator-overfitting",
  description: "A discriminator that is right about every sample, and has nothing left to teach.",
  start: { steps: 0, sign: 0, passed: 1, run: 0 },
  schema: z.strictObject({
    steps: z.int().nonnegative(),
    sign: z.number(),
    passed: z.number(),
    run: z.int().nonnegative(),
  }),
  observe(state, { parts }) {
    const [now, passedNow] = [parts["discriminator/real-sign"], parts["discriminator/fake-error"]];
    if (!Number.isFinite(now) || !Number.isFinite(passedNow)) return undefined;
    const sign = decay * state.sign + (1 - decay) * (now as number);
    const passed = decay * state.passed + (1 - decay) * (passedNow as number);
    const run = sign >= limits.sign && passed <= limits.passed ? state.run + 1 : 0;
    return {
      state: { steps: state.steps + 1, sign, passed, run },
      symptoms:
        run < limits.steps
          ? []
          : [
              {
                about: "discriminator",
                cause: `the discriminator has been right about nearly every sample for ${run} steps: it may know its real samples by heart`,
                evidence: { r: sign, "generated taken for real": passed },
                suggestion:
                  "Give the discriminator dropout or a lower learning rate, make it narrower, or train on more data.",
              },
            ],
    };
  },
};
