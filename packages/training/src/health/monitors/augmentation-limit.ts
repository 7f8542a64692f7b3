import * as z from "zod";
import type { Monitor } from "../monitor.ts";

/** Steps in a row at the highest probability. */
type State = number;

/** After so many steps there it is told. */
const limit = 300;

/**
 * Adaptive augmentation that has been as likely as it may be for hundreds of steps: the discriminator still knows its real samples by
 * heart, and what is changed so often may show in what is generated.
 *
 * @see Karras et al. 2020, section 2.2: transforms leak when they are nearly always applied
 */
export const augmentationLimit: Monitor<State> = {
  id: "augmentation-limit",
  description: "Adaptive augmentation that is as likely as it may be, and does not suffice.",
  start: 0,
  schema: z.int().nonnegative(),
  observe(state, { parts }) {
    const headroom = parts["augmentation/headroom"];
    if (headroom === undefined || !Number.isFinite(headroom)) return undefined;
    const steps = headroom <= 1e-6 ? state + 1 : 0;
    return {
      state: steps,
      symptoms:
        steps < limit
          ? []
          : [
              {
                about: "augmentation",
                cause: `the augmentation has been as likely as it may be for ${steps} steps, and the discriminator still knows its real samples by heart`,
                evidence: { steps, probability: parts["augmentation/probability"] ?? 0 },
                suggestion:
                  "Train on more data, make the discriminator narrower, or stop earlier: longer training copies.",
              },
            ],
    };
  },
};
