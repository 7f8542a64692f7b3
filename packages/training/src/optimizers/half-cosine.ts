/**
 * A learning-rate schedule that falls from 1 to 0 along half a cosine: ½ (1 + cos(π · step / totalSteps)).
 *
 * @see Loshchilov and Hutter 2017, equation 5, without restarts
 */
export function halfCosine(step: number, totalSteps: number): number {
  return 0.5 * (1 + Math.cos((Math.PI * Math.min(step, totalSteps)) / totalSteps));
}
