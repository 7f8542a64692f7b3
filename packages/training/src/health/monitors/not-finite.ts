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
    const [first] = bad;
    const state = { last: { ...last, ...Object.fromEntries(good) } };
    if (first === undefined) return { state, symptoms: [] };
    const [about] = first;
    const values = bad.map(([name, value]) => `${name} is ${value}`);
    return {
      state,
      symptoms: [
        {
          about,
          cause: values.join(", "),
          evidence: last[about] === undefined ? {} : { [`last finite ${about}`]: last[about] },
          suggestion:
            "Lower the learning rate, or clip gradients by their norm, and go on from the last checkpoint.",
        },
      ],
    };
  },
};
