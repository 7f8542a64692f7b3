import * as z from "zod";
import type { Symptom } from "./monitor.ts";
import { namedAfter, type Observation, observedParts } from "./observation.ts";

/** The course of one network's gradient norm. */
export interface GradientCourse {
  readonly looks: number;
  /** Moving average of the logarithm of the norm; of the first looks, their mean. */
  readonly typical: number;
  /** The highest that this average was. */
  readonly highest: number;
  /** The weight of the looks in a row that were off. */
  readonly off: number;
}

/** By network. */
export type GradientCourses = Readonly<Record<string, GradientCourse>>;

export const gradientCoursesSchema: z.ZodType<GradientCourses> = z.record(
  z.string(),
  z.strictObject({
    looks: z.int().nonnegative(),
    typical: z.number(),
    highest: z.number(),
    off: z.int().nonnegative(),
  }),
);

/** What a norm is held against. */
export interface UsualNorms {
  /** The usual norm of late. */
  readonly usual: number;
  /** The highest that it was. */
  readonly highest: number;
}

/** Looks before there is a usual norm. */
const first = 5;
/** Looks over which the average reaches. */
const reach = 20;
const ending = observedParts.gradientNorm("").slice(1);

export interface FollowOptions {
  /** How much a look speaks for the illness: 0 where the norm is well. It is not asked of the first five looks. */
  readonly weigh: (norm: number, norms: UsualNorms) => number;
  /** The weight of looks in a row from which on the network is ill. */
  readonly needed: number;
  readonly symptom: (player: string, evidence: Record<string, number>) => Symptom;
}

/**
 * Follows the norms of all networks; what is off neither moves the usual norm nor is forgotten.
 *
 * @returns undefined where the observation holds no norms
 */
export function followGradients(
  courses: GradientCourses,
  { parts }: Pick<Observation, "parts">,
  { weigh, needed, symptom }: FollowOptions,
): { readonly state: GradientCourses; readonly symptoms: readonly Symptom[] } | undefined {
  const found = namedAfter(parts, ending);
  if (found.length === 0) return undefined;
  const state: Record<string, GradientCourse> = { ...courses };
  const symptoms: Symptom[] = [];
  for (const [player, norm] of found) {
    const { looks, typical, highest, off } = state[player] ?? none;
    const norms = { usual: Math.exp(typical), highest: Math.exp(highest) };
    const weight = looks < first ? 0 : weigh(norm, norms);
    if (weight > 0) {
      state[player] = { looks, typical, highest, off: off + weight };
      if (off + weight >= needed) symptoms.push(symptom(player, { norm, ...norms }));
    } else if (norm > 0 && Number.isFinite(norm)) {
      const share = 1 / Math.min(looks + 1, reach);
      const now = (1 - share) * typical + share * Math.log(norm);
      state[player] = {
        looks: looks + 1,
        typical: now,
        highest: looks === 0 ? now : Math.max(highest, now),
        off: 0,
      };
    }
  }
  return { state, symptoms };
}

const none: GradientCourse = { looks: 0, typical: 0, highest: 0, off: 0 };
