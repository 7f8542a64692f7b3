import type { GlossaryTerm } from "./glossary-term.ts";

/** How sure a number or a sentence is. */
export const evidenceTerms: readonly GlossaryTerm[] = [
  {
    term: "verdict",
    aliases: [],
    text: "One sentence of what was found, and a mark: problem, cannot tell, note or good.",
  },
  {
    term: "cannot tell",
    aliases: [],
    text: "Too few images, or a control that did not come out as it must: neither good nor bad can be said.",
  },
  {
    term: "control",
    aliases: [],
    text: "Something whose truth is known, looked at in the same way. Where it does not come out as it must, the number beside it means nothing.",
  },
  {
    term: "placebo",
    aliases: [],
    text: "Something clean in the generator's place, such as real images: nothing wrong may be found in it.",
  },
  {
    term: "spike-in",
    aliases: ["planted fault"],
    text: "A known fault put in on purpose, such as 5 % of copies: where it is not found, finding nothing means nothing.",
  },
  {
    term: "contrast",
    aliases: [],
    text: "Something known to be very different, looked at in the same way: it must come out far apart.",
  },
  {
    term: "calibration",
    aliases: ["calibration table"],
    text: "How often a sentence was right in many trials on generators whose truth was known.",
  },
  {
    term: "interval",
    aliases: ["confidence interval"],
    text: "Values that would be as plausible had other images or seeds been drawn. Two numbers should not be told apart where theirs overlap widely.",
  },
  {
    term: "bootstrap",
    aliases: [],
    text: "Makes an interval by drawing from the same images again and again, some twice and some never, and watching how the number moves.",
    source: "Efron 1979",
  },
  {
    term: "Clopper–Pearson",
    aliases: ["Clopper-Pearson"],
    text: "An interval for a share that was counted, such as 190 of 200. It is rather too wide than too narrow.",
    source: "Clopper and Pearson 1934",
  },
  {
    term: "likelihood",
    aliases: [],
    text: "How well something fits a guess of where images lie: the higher, the less surprising it is.",
  },
  {
    term: "floor",
    aliases: [],
    text: "The least that can be hoped for with as many images: what sets that are alike score by chance. Compare with this, not with 0.",
  },
  {
    term: "perfect line",
    aliases: [],
    text: "What fresh training images score in the generator's place: one that had learned them perfectly would lie here.",
  },
  { term: "n", aliases: [], text: "How many images or draws a number rests on." },
  { term: "power", aliases: [], text: "How often a fault of a given size is found where it is there." },
];
