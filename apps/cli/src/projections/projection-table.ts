import type { Projection } from "@ganlens/interpret";
import type { TableEvent } from "../reporters/cli-event.ts";

/** Above this share of the error of random pairs an image counts as one that the generator does not draw. */
const hardlyNearer = 0.5;

/** How near each image came, beside what images at random latents score. */
export function projectionTable(
  names: readonly string[],
  { errors, startErrors, random, latents, start }: Projection,
): TableEvent {
  const { labels } = latents;
  const far = [...errors].filter((error, i) => error > hardlyNearer * (random.errors[i] as number)).length;
  const begun = start === "encoder" ? "at its encoder's code" : "nearest of those drawn";
  return {
    type: "table",
    title: "How near the generator comes to each picture",
    columns: ["picture", ...(labels ? ["class"] : []), "error", "of random pairs", "random pairs", begun],
    rows: names.map((name, i) => [
      name,
      ...(labels ? [String(labels[i])] : []),
      short(errors[i]),
      percent((errors[i] as number) / (random.errors[i] as number)),
      short(random.errors[i]),
      short(startErrors[i]),
    ]),
    sentences: [
      `Errors are mean squared differences of pixels from 0 to 1; random pairs are each picture with ${random.n} images at random latents, on average.`,
      ...(far === 0
        ? []
        : [
            `${far} of ${names.length} ${far === 1 ? "comes" : "come"} hardly nearer than random pairs (more than ${100 * hardlyNearer} % of their error): the generator does not draw ${far === 1 ? "it" : "them"}, or the search did not find how.`,
          ]),
    ],
  };
}

/** Whole per cent, with more digits where there are none. */
function percent(share: number): string {
  return `${Number((100 * share).toPrecision(share < 0.01 ? 1 : 2))} %`;
}

function short(value: number | undefined): string {
  return Number((value as number).toPrecision(3)).toString();
}
