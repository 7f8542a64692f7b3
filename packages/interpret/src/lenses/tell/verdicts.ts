import type { Control, Effort, Verdict } from "@ganlens/core";
import type { CalibrationRow } from "../../calibration/calibration-row.ts";
import { copying, type NearCopies } from "../../copies/near-copies.ts";
import { placedVerdict } from "../../verdicts/placed-verdict.ts";
import { percent, short } from "../../words/numbers.ts";
import type { ApartJudgement, PlaceJudgement, PropertyJudgement } from "./judge.ts";
import { decidedAs, type StatementId } from "./statements.ts";

/** What the sentences of this lens are made from. */
export interface TellFindings {
  readonly apart: ApartJudgement;
  readonly properties: PropertyJudgement;
  readonly places: PlaceJudgement;
  readonly controls: readonly Control[];
  /** Copies cannot be told from real images: nothing good is said where there are many. */
  readonly nearCopies: NearCopies;
  /** What generated images are told from, for sentences: "held-out real images". */
  readonly known: string;
  /** Whether the real images are not known to be those that the generator was trained on. */
  readonly foreign: boolean;
  readonly effort: Effort;
}

type Said = Pick<Verdict, "level" | "headline"> & { readonly detail: string };

/** Faults whose power stands below a sentence: those that are seen, and those that are not. */
const told: Readonly<Record<StatementId, readonly (readonly [fault: string, strength: number])[]>> = {
  apart: [
    ["blur", 0.5],
    ["noise", 0.05],
    ["shift", 1],
    ["class-missing", 1],
  ],
  property: [
    ["dilation", 1],
    ["blur", 0.5],
    ["noise", 0.1],
    ["shift", 1],
  ],
  place: [["block-lost", 1]],
};

/** What cannot be told where a control failed. */
const subjects: Readonly<Record<StatementId, string>> = {
  apart: "whether they can be told from real images",
  property: "what differs most",
  place: "where they differ most",
};

/** A classifier that is right this often, and a property that differs by so much, are a problem and not a note. */
const problemFrom = { accuracy: 0.75, effect: 0.5 };

/** What is said of telling images from real ones, and of the property that differs most, each where its own controls held. */
export function tellVerdicts(
  { apart, properties, places, controls, nearCopies, known, foreign, effort }: TellFindings,
  rows?: readonly CalibrationRow[],
): readonly Verdict[] {
  const said: Readonly<Record<StatementId, Said>> = {
    apart: apartWords(apart, known),
    property: propertyWords(properties, known),
    place: placeWords(places, known),
  };
  const { n } = properties;
  const unknown = foreign ? " These real images may not be those that it was trained on." : "";
  return (["apart", "property", "place"] as const).flatMap((id) =>
    placedVerdict(
      {
        id,
        words: { ...said[id], detail: `${said[id].detail}${unknown}` },
        subject: subjects[id],
        againstPraise: copying(subjects[id], nearCopies),
        controls,
        told: told[id],
        trials: id === "apart" ? "Told" : "Named rightly",
      },
      { decidedAs, n, effort, rows },
    ),
  );
}

function apartWords({ both, code, residual, isApart }: ApartJudgement, known: string): Said {
  const detail = `A linear classifier of what an autoencoder of real images keeps of each image and leaves over, tried on images that it has not learned: ${both.n} generated ones against as many ${known}. AUC ${short(both.auc)} [${short(both.interval[0])}, ${short(both.interval[1])}], 0.5 is chance; from what is kept alone ${short(code.auc)}, from what is left over ${short(residual.auc)}.`;
  if (!isApart) {
    return {
      level: "good",
      headline: "A simple classifier could not tell them from real images.",
      detail: `${detail} Other classifiers, and more images, may tell them.`,
    };
  }
  return {
    level: both.accuracy >= problemFrom.accuracy ? "problem" : "note",
    headline: `They can be told from real images: a simple classifier is right about ${percent(both.accuracy)} of the time.`,
    detail,
  };
}

function propertyWords({ differences, found, named, hasInk, n }: PropertyJudgement, known: string): Said {
  const left = hasInk
    ? ""
    : " Strokes, slant and position were left out: real images have no flat background that ink could stand on.";
  const looked = `${differences.length} properties of ${n} generated images were measured against as many ${known}`;
  if (found.length === 0) {
    return {
      level: "good",
      headline: "None of the measured properties gives them away.",
      detail: `${looked}: ${differences.map(({ property }) => property.name).join(", ")}.${left}`,
    };
  }
  if (named === undefined) {
    return {
      level: "note",
      headline: "They differ most from real images in nothing that has a simple name.",
      detail: `${looked}; ${found.map(({ property }) => property.name).join(", ")} differ; several changes of an image move the first of them alike.${left}`,
    };
  }
  const { property, effect, interval, means } = named;
  const others = found.filter((each) => each.property.named && each !== named).slice(0, 3);
  return {
    level: Math.abs(effect) >= problemFrom.effect ? "problem" : "note",
    headline: `What differs most is the ${property.name}: ${property.words[effect < 0 ? 0 : 1]}.`,
    detail: `${looked}. This one is ${short(means[0])} on average, ${short(means[1])} in real ones: a difference of ${short(effect)} [${short(interval[0])}, ${short(interval[1])}] spreads of single images.${
      others.length === 0
        ? ""
        : ` Next: ${others.map((each) => `${each.property.name} (${short(each.effect)})`).join(", ")}.`
    } The amount of ink and the finest detail follow from others, and are not ranked.${left}`,
  };
}

function placeWords({ n, found, most, differences }: PlaceJudgement, known: string): Said {
  const looked = `The brightness of ${differences.length} parts of the image, in ${n} generated images against as many ${known}.`;
  if (found.length === 0) {
    return {
      level: "good",
      headline: "On average they are as bright as real images in every part.",
      detail: `${looked} None differs by more than chance and by a fifth of a spread of single images.`,
    };
  }
  if (most === undefined) {
    return {
      level: "note",
      headline: "They differ in brightness, and in no single part of the image most.",
      detail: `${looked} Those that differ, in spreads of single images: ${found.map((each) => `${each.words} (${short(each.effect)})`).join(", ")}.`,
    };
  }
  const { words, effect, interval, means } = most;
  return {
    level: "note",
    headline: `They differ most ${words}: on average they are ${effect < 0 ? "darker" : "brighter"} there.`,
    detail: `${looked} There it is ${short(means[0])} on average, ${short(means[1])} in real ones: a difference of ${short(effect)} [${short(interval[0])}, ${short(interval[1])}] spreads of single images.`,
  };
}
