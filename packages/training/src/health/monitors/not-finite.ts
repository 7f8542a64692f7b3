import * as z from "zod";
import type { Monitor } from "../monitor.ts";

interface State {
  /** The last finite value of each loss. */
  readonly last: Readonly<Record<string, number>>;
}

/** A loss, or a number beside it, that is NaN or infinite: nothing that is trained on from here is of use. */
export const notFinite: Monitor<State> = {
  id: "not-finite",
  description: "A loss or a norm that is NaN or infinite.",
  start: { last: {} },
  schema: z.strictObject({ last: z.record(z.string(), z.number()) }),
  observe({ last }, { losses, parts }) {
    const bad = Object.entries({ ...losses, ...parts }).filter(([, value]) => !Number.isFinite(value));
    const good = Object.entries(losses).filter(([, value]) => Number.isFinite(value));
    return {
      state: { last: { ...last, ...Object.fromEntries(good) } },
      symptoms: bad.map(([name, value]) => ({
        about: name,
        cause: `${name} is ${value}`,
        evidence: last[name] === undefined ? {} : { "last finite": last[name] },
        suggestion:
          "Lower the learning rate, or clip gradients by their norm, and go on from the last checkpoint.",
      })),
    };
  },
};
