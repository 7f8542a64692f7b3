import { ConfigInvalidError } from "@ganlens/core";
import { logStudentDensity, logStudentTail, studentBody } from "./student-tail.ts";

/**
 * P(T ≤ t) of Student's distribution with ν degrees of freedom, to about 13 digits of the smaller of the two tails.
 *
 * Our own, since the maintained packages for it bring some two hundred others along.
 *
 * @param degreesOfFreedom ν > 0, not necessarily whole
 * @throws {ConfigInvalidError} when ν is not positive or t is NaN
 */
export function studentCumulative(t: number, degreesOfFreedom: number): number {
  checkFreedom(degreesOfFreedom, "studentCumulative", t);
  if (!Number.isFinite(t)) return t > 0 ? 1 : 0;
  const s = Math.asinh(Math.abs(t) / Math.sqrt(degreesOfFreedom));
  const tail =
    Math.abs(t) < 1 ? 0.5 - studentBody(s, degreesOfFreedom) : Math.exp(logStudentTail(s, degreesOfFreedom));
  return t > 0 ? 1 - tail : tail;
}

/**
 * The t with P(T ≤ t) = probability, to 12 digits at any probability: Newton's method in s = asinh(t / √ν).
 *
 * Beyond the range of numbers (ν = ½ at a probability of 1e-300) it is infinite.
 *
 * @param probability in (0, 1)
 * @param degreesOfFreedom ν > 0
 * @throws {ConfigInvalidError} when an argument is out of range
 */
export function studentQuantile(probability: number, degreesOfFreedom: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new ConfigInvalidError({
      message: `studentQuantile: expected a probability in (0, 1), received ${probability}.`,
    });
  }
  checkFreedom(degreesOfFreedom, "studentQuantile", probability);
  if (probability === 0.5) return 0;
  // 1 − p is exact for p ≥ ½, and 1 − 2p for p ≥ ¼: neither end loses digits.
  const tail = Math.min(probability, 1 - probability);
  const s =
    tail < 0.25
      ? root(
          (at) => logStudentTail(at, degreesOfFreedom) - Math.log(tail),
          (at) => -Math.exp(logStudentDensity(at, degreesOfFreedom) - logStudentTail(at, degreesOfFreedom)),
          Math.asinh(1 / Math.sqrt(degreesOfFreedom)),
        )
      : root(
          (at) => studentBody(at, degreesOfFreedom) - (0.5 - tail),
          (at) => Math.exp(logStudentDensity(at, degreesOfFreedom)),
          0,
        );
  // √ν may lie on either side of 1, so that sinh alone could overflow where the product does not.
  const size =
    s > 700
      ? Math.exp(s - Math.LN2 + Math.log(degreesOfFreedom) / 2)
      : Math.sqrt(degreesOfFreedom) * Math.sinh(s);
  return probability < 0.5 ? -size : size;
}

/** Newton's method on a function that is monotonous and bends one way, until steps no longer shrink. */
function root(value: (at: number) => number, slope: (at: number) => number, start: number): number {
  let at = start;
  let last = Number.POSITIVE_INFINITY;
  for (let count = 0; count < 100; count++) {
    const step = value(at) / slope(at);
    at = Math.max(0, at - step);
    const size = Math.abs(step);
    if (size === 0 || (size <= 1e-9 * at && size >= last / 4)) break;
    last = size;
  }
  return at;
}

function checkFreedom(degreesOfFreedom: number, where: string, at: number): void {
  if (degreesOfFreedom > 0 && !Number.isNaN(at)) return;
  throw new ConfigInvalidError({
    message: `${where}: expected degrees of freedom > 0 and a number, received ${degreesOfFreedom} and ${at}.`,
  });
}
