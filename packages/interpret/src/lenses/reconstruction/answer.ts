import type { Measure } from "@ganlens/core";
import { percent, withInterval } from "../../words/numbers.ts";
import type { ReconstructionMeasures } from "./measures.ts";

/** The answer in words, made from the measures and their intervals. */
export function reconstructionAnswer(
  {
    generatedToReal,
    realToGenerated,
    realUnseen,
    generatedUnseen,
    atEqualInk,
    variance,
    all,
  }: ReconstructionMeasures,
  {
    architecture,
    code,
    unseen,
  }: { readonly architecture: string; readonly code: number | undefined; readonly unseen: boolean },
): string {
  const explained = (name: string) => all.find((measure) => measure.name === `explained variance, ${name}`);
  const ownReal = explained("trained on real, shown real");
  const foreign = explained("trained on real, shown generated");
  const others = unseen ? "unseen real ones" : "real ones that the generator was trained on";
  const which = code === undefined ? architecture : `${architecture}, ${code} numbers`;
  if ((variance.value ?? 0) < leastVariance) {
    return `Generated images hardly vary: their variance is ${withInterval(variance, percent)} of that of real ones, so an error says little of them. An autoencoder that learned real images (${which}) explains ${explainedShare(foreign)} of it, against ${explainedShare(ownReal)} on ${others}; one that learned generated images makes ${ratioWords(realToGenerated)} the error on real ones: ${readSecond(realUnseen)}.`;
  }
  const parts = [
    `An autoencoder that learned real images (${which}) makes ${ratioWords(generatedToReal)} the error on generated images that it makes on ${others}${explainedWords(foreign, ownReal)}: ${readFirst(generatedToReal, generatedUnseen)}.`,
    `The other way round, one that learned generated images makes ${ratioWords(realToGenerated)} the error on real images: ${readSecond(realUnseen)}.`,
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

/** What another training run of an autoencoder may move an error by, as a share of it. */
const trainingNoise = 0.1;

/** Where an interval lies against 1, beyond what another training run would move it by. */
function side({ interval }: Measure): "above" | "below" | "around" {
  if (interval === undefined) return "around";
  if (interval.low > 1 + trainingNoise) return "above";
  return interval.high < 1 - trainingNoise ? "below" : "around";
}

/** An error depends on a set's variance, so the verdict rests on two autoencoders that look at the same images. */
function readFirst(toReal: Measure, unseen: Measure): string {
  const own = `on the same generated images it makes ${withInterval(unseen)} times the error of an autoencoder that learned generated ones`;
  if (side(unseen) === "above") return `${own}, so they hold things that real images do not`;
  return side(toReal) === "below"
    ? `${own}, so they lie inside what real images do, and are simpler`
    : `${own}, so nothing in them is foreign to real images that could be told with this many`;
}

function readSecond(unseen: Measure): string {
  const own = `on the same real images it makes ${withInterval(unseen)} times the error of an autoencoder that learned real ones`;
  return side(unseen) === "above"
    ? `${own}, so real images hold things that the generator never draws`
    : `${own}, so nothing of them is missing that could be told with this many`;
}
