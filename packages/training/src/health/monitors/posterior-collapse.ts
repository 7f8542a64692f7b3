import * as z from "zod";
import type { Monitor } from "../monitor.ts";
import { namedAfter, observedStatistics } from "../observation.ts";

/** Moving averages of one code. */
interface Course {
  readonly steps: number;
  readonly mean: readonly number[];
  readonly meanSquare: readonly number[];
}

type State = Readonly<Record<string, Course>>;

const decay = 0.95;
/** A unit is active where the variance of its mean over samples is above `variance`; looked at after so many steps. */
const limits = { variance: 0.01, share: 0.1, steps: 200 };

/**
 * A code of which less than a tenth of the units still say anything of the image: Var μ(x) ≤ 0.01 of all others, over about the last
 * 20 batches.
 *
 * @see Burda, Grosse and Salakhutdinov 2016, section 5.2 (active units)
 */
export const posteriorCollapse: Monitor<State> = {
  id: "posterior-collapse",
  description: "A code whose units say nothing of the image any more.",
  start: {},
  schema: z.record(
    z.string(),
    z.strictObject({
      steps: z.int().nonnegative(),
      mean: z.array(z.number()),
      meanSquare: z.array(z.number()),
    }),
  ),
  observe(state, { statistics }) {
    const squares = new Map(namedAfter(statistics, observedStatistics.codeMeanSquare));
    const codes = namedAfter(statistics, observedStatistics.codeMean).flatMap(([player, mean]) => {
      const meanSquare = squares.get(player);
      return meanSquare?.every(Number.isFinite) ? [{ player, mean, meanSquare }] : [];
    });
    if (codes.length === 0) return undefined;
    const courses = codes.map(({ player, mean, meanSquare }) => {
      const before = state[player];
      const kept = before?.mean.length === mean.length ? before : undefined;
      const followed = (now: Float32Array, then: readonly number[] | undefined) =>
        Array.from(now, (value, i) =>
          then === undefined ? value : decay * (then[i] as number) + (1 - decay) * value,
        );
      const course: Course = {
        steps: (kept?.steps ?? 0) + 1,
        mean: followed(mean, kept?.mean),
        meanSquare: followed(meanSquare, kept?.meanSquare),
      };
      return [player, course] as const;
    });
    return {
      state: { ...state, ...Object.fromEntries(courses) },
      symptoms: courses.flatMap(([player, { steps, mean, meanSquare }]) => {
        const variances = meanSquare.map((square, i) => square - (mean[i] as number) ** 2);
        const active = variances.filter((variance) => variance > limits.variance).length;
        if (steps < limits.steps || active >= limits.share * mean.length) return [];
        return [
          {
            about: player,
            cause: `the code of the ${player} has collapsed: ${active} of its ${mean.length} units say anything of the image`,
            evidence: {
              "active units": active,
              units: mean.length,
              "largest variance": Math.max(...variances),
            },
            suggestion:
              "Weigh the divergence from the prior less (a smaller beta), raise it slowly from 0, or leave each unit some free bits.",
          },
        ];
      }),
    };
  },
};
