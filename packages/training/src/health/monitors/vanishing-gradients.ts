import { followGradients, type GradientCourses, gradientCoursesSchema } from "../gradient-course.ts";
import type { Monitor } from "../monitor.ts";

/** A share of the highest usual norm, and a norm that no float32 weight of usual size is moved by. */
const limits = { share: 1e-3, norm: 1e-7 };

/** A network whose gradient is a thousandth of the highest that was usual, or next to nothing, at three looks in a row: it has stopped learning. */
export const vanishingGradients: Monitor<GradientCourses> = {
  id: "vanishing-gradients",
  description: "A network whose gradient has faded to next to nothing.",
  start: {},
  schema: gradientCoursesSchema,
  observe: (courses, observation) =>
    followGradients(courses, observation, {
      weigh: (norm, { highest }) => (norm < limits.share * highest || norm < limits.norm ? 1 : 0),
      needed: 3,
      symptom: (player, evidence) => ({
        about: player,
        cause: `the gradient of the ${player} has vanished`,
        evidence,
        suggestion:
          "Take a loss that does not saturate (non-saturating, least-squares), or weaken the other network.",
      }),
    }),
};
