import { followGradients, type GradientCourses, gradientCoursesSchema } from "../gradient-course.ts";
import type { Monitor } from "../monitor.ts";

const times = 100;

/** A network whose gradient is infinite, or a hundred times what it was: the next step throws its weights far away. */
export const explodingGradients: Monitor<GradientCourses> = {
  id: "exploding-gradients",
  description: "A network whose gradient has grown out of all measure.",
  start: {},
  schema: gradientCoursesSchema,
  observe: (courses, observation) =>
    followGradients(courses, observation, {
      isOff: (norm, usual) => norm > times * usual,
      looks: 1,
      symptom: (player, evidence) => ({
        about: player,
        cause: `the gradient of the ${player} has exploded`,
        evidence,
        suggestion: "Lower its learning rate, or clip its gradient by its norm.",
      }),
    }),
};
