import * as z from "zod";
import type { Monitor } from "../monitor.ts";
import { namedAfter, observedStatistics } from "../observation.ts";

/** Steps since each feature was active. */
type State = Readonly<Record<string, readonly number[]>>;

/** A feature is dead after so many steps of silence; alarming is more than a quarter of them. */
const limits = { steps: 300, share: 0.25 };

/** A dictionary more than a quarter of whose features were active on no sample of the last 300 batches. */
export const deadFeatures: Monitor<State> = {
  id: "dead-features",
  description: "A dictionary many of whose features are never active.",
  start: {},
  schema: z.record(z.string(), z.array(z.int().nonnegative())),
  observe(state, { statistics }) {
    const seen = namedAfter(statistics, observedStatistics.featureActivity);
    if (seen.length === 0) return undefined;
    const courses = seen.map(([player, activity]) => {
      const before = state[player];
      const silent = Array.from(activity, (share, i) => (share > 0 ? 0 : (before?.[i] ?? 0) + 1));
      return [player, silent] as const;
    });
    return {
      state: { ...state, ...Object.fromEntries(courses) },
      symptoms: courses.flatMap(([player, silent]) => {
        const dead = silent.filter((steps) => steps >= limits.steps).length;
        if (dead <= limits.share * silent.length) return [];
        return [
          {
            about: player,
            cause: `${dead} of the ${silent.length} features of the ${player} are active on no sample`,
            evidence: { dead, features: silent.length, steps: limits.steps },
            suggestion:
              "Lower the learning rate or the penalty on activity, bring dead features back by what is left over, or take fewer features.",
          },
        ];
      }),
    };
  },
};
