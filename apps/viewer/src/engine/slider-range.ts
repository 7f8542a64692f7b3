import type { LatentSpread } from "./latent-source.ts";
import type { Directions } from "./place-latents.ts";

/** Where a slider begins and ends, how far one step of it goes, and how many decimals its value has. */
export interface SliderRange {
  readonly low: number;
  readonly high: number;
  readonly step: number;
  readonly decimals: number;
}

/** Beyond so many standard deviations no point is drawn. */
const deviations = 4;

/** The range of a direction: four standard deviations of the prior to both sides, or less where the prior ends. */
export function sliderRange(
  { size, data }: Directions,
  { centre, deviation, half }: LatentSpread,
  direction: number,
): SliderRange {
  let [middle, variance, bound] = [0, 0, 0];
  const [from, to] = data === undefined ? [direction, direction + 1] : [0, size];
  for (let i = from; i < to; i++) {
    const unit = data === undefined ? 1 : (data[direction * size + i] ?? 0);
    if (unit === 0) continue;
    middle += unit * (centre[i] ?? 0);
    variance += (unit * (deviation[i] ?? 1)) ** 2;
    bound += Math.abs(unit) * (half[i] ?? Number.POSITIVE_INFINITY);
  }
  const reach = Math.min(deviations * Math.sqrt(variance), bound);
  // Where all given latents agree there is nothing to move, and still a slider to show.
  const end = reach > 0 ? Number(reach.toPrecision(2)) : 1;
  const step = niceStep((2 * end) / 160);
  const decimals = Math.min(8, Math.max(2, -Math.floor(Math.log10(step))));
  return { low: middle - end, high: middle + end, step, decimals };
}

/** The ranges of all directions. */
export function sliderRanges(directions: Directions, spread: LatentSpread): readonly SliderRange[] {
  return Array.from({ length: directions.count }, (_, direction) =>
    sliderRange(directions, spread, direction),
  );
}

/** The value as a slider shows it: within the range, with its decimals. */
export function withinRange({ low, high, decimals }: SliderRange, value: number): number {
  return Number(Math.min(high, Math.max(low, value)).toFixed(decimals));
}

/** The largest of 1, 2, 5 × 10ⁿ that is not above the value. */
function niceStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value * (1 + 1e-9)));
  const factor = [5, 2, 1].find((each) => each * power <= value * (1 + 1e-9)) ?? 1;
  return Number((factor * power).toPrecision(1));
}
