import * as z from "zod";
import type { Symptom } from "./monitor.ts";
import { namedAfter, type Observation, observedParts } from "./observation.ts";

/** The course of one network's gradient norm. */
export interface GradientCourse {
  readonly looks: number;
  /** Moving average of the logarithm of the norm; of the first looks, their mean. */
  readonly typical: number;
  /** Looks in a row that were off. */
  readonly off: number;
}

/** By network. */
export type GradientCourses = Readonly<Record<string, GradientCourse>>;

export const gradientCoursesSchema: z.ZodType<GradientCourses> = z.record(
  z.string(),
  z.strictObject({ looks: z.int().nonnegative(), typical: z.number(), off: z.int().nonnegative() }),
);

/** Looks over which the average reaches. */
const reach = 20;
const ending = observedParts.gradientNorm("").slice(1);

/**
 * Follows the norms of all networks; what is off neither moves the typical norm nor is forgotten.
 *
 * @param isOff whether a norm is off, by the typical one; not asked of the first five looks, which have none
 * @returns undefined where the observation holds no norms
 */
export function followGradients(
  courses: GradientCourses,
  { parts }: Pick<Observation, "parts">,
  {
    isOff,
    symptom,
    looks: needed,
  }: {
    readonly isOff: (norm: number, typical: number) => boolean;
    /** How many looks in a row must be off. */
    readonly looks: number;
    readonly symptom: (player: string, evidence: Record<string, number>) => Symptom;
  },
): { readonly state: GradientCourses; readonly symptoms: readonly Symptom[] } | undefined {
  const norms = namedAfter(parts, ending);
  if (norms.length === 0) return undefined;
  const state: Record<string, GradientCourse> = { ...courses };
  const symptoms: Symptom[] = [];
  for (const [player, norm] of norms) {
    const { looks, typical, off } = state[player] ?? { looks: 0, typical: 0, off: 0 };
    const usual = Math.exp(typical);
    if (looks >= 5 && isOff(norm, usual)) {
      state[player] = { looks, typical, off: off + 1 };
      if (off + 1 >= needed) symptoms.push(symptom(player, { norm, usual }));
    } else if (norm > 0 && Number.isFinite(norm)) {
      const share = 1 / Math.min(looks + 1, reach);
      state[player] = {
        looks: looks + 1,
        typical: (1 - share) * typical + share * Math.log(norm),
        off: 0,
      };
    }
  }
  return { state, symptoms };
}
