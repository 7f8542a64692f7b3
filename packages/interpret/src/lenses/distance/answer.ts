import type { References } from "../../features/comparison-images.ts";
import { short, withInterval } from "../../words/numbers.ts";
import type { SpaceResult } from "./measured.ts";

/** The answer in words: the distance, and what fresh training images, halves of the comparison and noise score. */
export function distanceAnswer(
  first: SpaceResult,
  second: SpaceResult | undefined,
  { meaning }: References,
): string {
  const { space, distance, noise, halves } = first;
  const sentences = [
    `The Fréchet distance to ${meaning} is ${withInterval(distance)} in ${shortName(space)}: as many training images score ${short(distance.floor?.value as number)}, two halves of the former ${short(halves)}, uniform noise ${short(noise)}.`,
  ];
  if (second !== undefined) {
    const other = `Under ${shortName(second.space)} it is ${short(second.distance.value as number)} against ${short(second.distance.floor?.value as number)}`;
    const [one, two] = [besideNoise(first), besideNoise(second)];
    sentences.push(
      one === two
        ? `${other}.`
        : `${other}: the two disagree, the first says ${one}, the second ${two}; trust neither alone.`,
    );
  }
  return sentences.join(" ");
}

/** "digit-classifier-64": hashes stand with the numbers. */
function shortName({ name }: SpaceResult["space"]): string {
  return name.split(",")[0] as string;
}

/** Where the images lie beside uniform noise: a side only where noise is outside of the distance's interval. */
function besideNoise({ distance, noise }: SpaceResult): string {
  const value = distance.value as number;
  const { low, high } = distance.interval ?? { low: value, high: value };
  if (low <= noise && noise <= high) return "no closer than noise";
  return value < noise ? "closer than noise" : "further than noise";
}
