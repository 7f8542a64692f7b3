import * as z from "zod";
import type { Monitor, Symptom } from "../monitor.ts";

/** One loss, in blocks of steps. */
interface Course {
  /** Of the block that goes on. */
  readonly count: number;
  readonly sum: number;
  /** The least mean of a block. */
  readonly least: number | null;
  /** Blocks since it last fell. */
  readonly still: number;
}

type State = Readonly<Record<string, Course>>;

/** Blocks in a training, at least of so many steps; blocks without a fall that are a plateau; what counts as a fall. */
const limits = { blocks: 20, steps: 20, still: 4, fall: 0.995 };
/** The last fifth of a training is no place to say that it stands still. */
const looked = 0.8;

/**
 * A loss that should fall, and did not by half a percent in a fifth of the training, before its last fifth. Losses of networks against
 * each other are not looked at.
 */
export const lossPlateau: Monitor<State> = {
  id: "loss-plateau",
  description: "A loss that should fall and stands still.",
  start: {},
  schema: z.record(
    z.string(),
    z.strictObject({
      count: z.int().nonnegative(),
      sum: z.number(),
      least: z.number().nullable(),
      still: z.int().nonnegative(),
    }),
  ),
  observe(state, { losses, falling, step, totalSteps }) {
    const watched = falling.filter((name) => Number.isFinite(losses[name]));
    if (watched.length === 0) return undefined;
    const block = Math.max(limits.steps, Math.ceil(totalSteps / limits.blocks));
    const next: Record<string, Course> = { ...state };
    const symptoms: Symptom[] = [];
    for (const name of watched) {
      const course = state[name] ?? { count: 0, sum: 0, least: null, still: 0 };
      const [count, sum] = [course.count + 1, course.sum + (losses[name] as number)];
      const mean = sum / count;
      const { least, still } = count < block ? course : afterBlock(course, mean);
      next[name] = count < block ? { ...course, count, sum } : { count: 0, sum: 0, least, still };
      if (still < limits.still || step > looked * totalSteps || least === null) continue;
      symptoms.push({
        about: name,
        cause: `the loss of the ${name} has not fallen for ${still * block} steps`,
        evidence: { loss: mean, least },
        suggestion: "Lower the learning rate, or stop here: more steps of this kind gain nothing.",
      });
    }
    return { state: next, symptoms };
  },
};

function afterBlock({ least, still }: Course, mean: number): Pick<Course, "least" | "still"> {
  if (least === null || mean < least - (1 - limits.fall) * Math.abs(least)) return { least: mean, still: 0 };
  return { least, still: still + 1 };
}
