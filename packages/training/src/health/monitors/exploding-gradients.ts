import { followGradients, type GradientCourses, gradientCoursesSchema } from "../gradient-course.ts";
import type { Monitor } from "../monitor.ts";

/** Times the highest usual norm: what is off, and what is off so far that one look is enough. */
const limits = { off: 100, far: 10_000 };

/**
 * A network whose gradient is a hundred times the highest that was usual at two looks in a row, or infinite: steps throw its weights
 * far away.
 *
 * One look is no illness: where a discriminator is sure of all and one sample deceives it, a healthy DCGAN's is 40 times that.
 */
export const explodingGradients: Monitor<GradientCourses> = {
  id: "exploding-gradients",
  description: "A network whose gradient has grown out of all measure.",
  start: {},
  schema: gradientCoursesSchema,
  observe: (courses, observation) =>
    followGradients(courses, observation, {
      weigh: (norm, { highest }) => {
        if (!(norm <= limits.far * highest)) return 2;
        return norm > limits.off * highest ? 1 : 0;
      },
      needed: 2,
      symptom: (player, evidence) => ({
        about: player,
        cause: `the gradient of the ${player} has exploded`,
        evidence,
        suggestion: "Lower its learning rate, or clip its gradient by its norm.",
      }),
    }),
};
