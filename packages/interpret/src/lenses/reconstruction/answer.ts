import type { Measure } from "@ganlens/core";
import { percent, short, withInterval } from "../../words/numbers.ts";
import type { ReconstructionMeasures } from "./measures.ts";

/** The answer in words, made from the measures and their intervals. */
export function reconstructionAnswer(
  { generatedToReal, realToGenerated, atEqualInk, variance, all }: ReconstructionMeasures,
  { architecture, code }: { readonly architecture: string; readonly code: number | undefined },
): string {
  const explained = (name: string) => all.find((measure) => measure.name === `explained variance, ${name}`);
  const ownReal = explained("trained on real, shown real");
  const foreign = explained("trained on real, shown generated");
  const which = code === undefined ? architecture : `${architecture}, ${code} numbers`;
  if ((variance.value ?? 0) < leastVariance) {
    return `Generated images hardly vary: their variance is ${withInterval(variance, percent)} of that of real ones, so an error says little of them. An autoencoder that learned real images (${which}) explains ${explainedShare(foreign)} of it, against ${explainedShare(ownReal)} on unseen real images; one that learned generated images makes ${ratioWords(realToGenerated)} the error on real ones: ${readSecond(realToGenerated)}.`;
  }
  const parts = [
    `An autoencoder that learned real images (${which}) makes ${ratioWords(generatedToReal)} the error on generated images that it makes on unseen real ones${explainedWords(foreign, ownReal)}: ${readFirst(generatedToReal)}.`,
    `The other way round, one that learned generated images makes ${ratioWords(realToGenerated)} the error on real images: ${readSecond(realToGenerated)}.`,
  ];
  if (atEqualInk.interval !== undefined) {
    const { low, high } = atEqualInk.interval;
    const verdict =
      low > 0
        ? "generated images fit worse"
        : high < 0
          ? "generated images fit better"
          : "no difference is left that can be told from chance";
    parts.push(`At equal amounts of ink ${verdict} (${withInterval(atEqualInk)} per pixel).`);
  }
  return parts.join(" ");
}

/** Below this share of the real images' variance, the size of an error is that of the variance and not of a misfit. */
const leastVariance = 0.25;

function explainedShare(measure: Measure | undefined): string {
  if (measure?.value == null) return "nothing that could be measured";
  return measure.value <= 0 ? "nothing" : percent(measure.value);
}

function ratioWords(measure: Measure): string {
  return measure.value === null ? "no measurable multiple of" : `${withInterval(measure)} times`;
}

function explainedWords(foreign: Measure | undefined, own: Measure | undefined): string {
  return ` (which explains ${explainedShare(foreign)} and ${explainedShare(own)} of their variance)`;
}

/** Where an interval lies against 1, widened by what chance does to two halves of one set. */
function side({ interval, floor }: Measure): "above" | "below" | "around" {
  const chance = Math.abs(Math.log(floor?.value ?? 1));
  if (interval === undefined) return "around";
  if (Math.log(Math.max(interval.low, 1e-12)) > chance) return "above";
  if (Math.log(Math.max(interval.high, 1e-12)) < -chance) return "below";
  return "around";
}

function readFirst(measure: Measure): string {
  const floor = `two halves of the real images differ by a factor of ${short(measure.floor?.value ?? 1)}`;
  switch (side(measure)) {
    case "above":
      return `they hold things that real images do not (${floor})`;
    case "below":
      return `they lie inside what real images do, and are simpler (${floor})`;
    case "around":
      return `they fit as well as real ones do (${floor})`;
  }
}

function readSecond(measure: Measure): string {
  switch (side(measure)) {
    case "above":
      return "real images hold things that the generator never draws";
    case "below":
      return "real images are even easier than its own, so nothing of them is missing";
    case "around":
      return "what it draws covers what real images do, as far as this autoencoder sees";
  }
}
