import * as z from "zod";
import type { Monitor, Symptom } from "../monitor.ts";
import { type Observation, observedParts } from "../observation.ts";

/** The course of one number that falls when samples become alike. */
interface Course {
  readonly looks: number;
  /** The highest that it was in about the last 20 looks. */
  readonly highest: number;
  readonly low: number;
}

type State = Readonly<Record<string, Course>>;

interface Sign {
  readonly about: string;
  readonly value: number;
  /** Below it samples are alike, whatever they were before. */
  readonly least: number;
  /** A fall below this share of the highest. */
  readonly fall: number;
  readonly words: string;
}

/** By how much the highest is forgotten at each look. */
const forgetting = 0.97;
/**
 * Falls that are alarming: healthy runs of the presets keep 0.7 of their highest spread, and half of their classes, which nearest
 * images tell only roughly.
 */
const falls = { spread: 0.45, classes: 0.35 };
/** Looks in a row, and looks before the first of them: networks that were just drawn make samples that are all alike. */
const [needed, before] = [2, 3];

/**
 * Samples that become alike: they lie much nearer to each other than they did, or than a tenth of what real ones do; or they are of
 * far fewer classes than before, by their nearest real images or by a classifier.
 */
export const modeCollapse: Monitor<State> = {
  id: "mode-collapse",
  description: "Samples that become alike, or of far fewer classes than they were.",
  start: {},
  schema: z.record(
    z.string(),
    z.strictObject({ looks: z.int().nonnegative(), highest: z.number(), low: z.int().nonnegative() }),
  ),
  observe(state, observation) {
    const signs = signsIn(observation);
    if (signs.length === 0) return undefined;
    const next: Record<string, Course> = { ...state };
    const symptoms: Symptom[] = [];
    for (const { about, value, least, fall, words } of signs) {
      const { looks, highest, low } = state[about] ?? { looks: 0, highest: 0, low: 0 };
      const isLow = looks >= before && (value < least || value < fall * highest);
      next[about] = {
        looks: looks + 1,
        highest: Math.max(value, forgetting * highest),
        low: isLow ? low + 1 : 0,
      };
      if (!isLow || low + 1 < needed) continue;
      symptoms.push({
        about,
        cause: `the samples have become alike: ${words}`,
        evidence: { now: value, "highest before": highest },
        suggestion:
          "Go back to an earlier checkpoint with a lower learning rate of the generator, a larger batch, or the loss least-squares.",
      });
    }
    return { state: next, symptoms };
  },
};

function signsIn({ parts, evaluation }: Observation): readonly Sign[] {
  const [spread, classes] = [parts[observedParts.spread], parts[observedParts.classes]];
  const shares = evaluation?.classes?.generated;
  const signs: readonly (Omit<Sign, "value"> & { readonly value: number | undefined })[] = [
    {
      about: "spread",
      value: spread,
      least: 0.1,
      fall: falls.spread,
      words: "they lie much nearer to each other than before, against real ones",
    },
    {
      about: "classes",
      value: classes,
      least: 1.2,
      fall: falls.classes,
      words: "they are of far fewer classes, by their nearest real images",
    },
    {
      about: "classes by classifier",
      value: shares === undefined ? undefined : effectiveNumber(shares),
      least: 1.2,
      fall: falls.classes,
      words: "they are of far fewer classes, by the classifier",
    },
  ];
  return signs.flatMap(({ value, ...rest }) =>
    Number.isFinite(value) ? [{ ...rest, value: value as number }] : [],
  );
}

/** e to the entropy of shares. */
function effectiveNumber(shares: readonly number[]): number {
  return Math.exp(-shares.reduce((sum, share) => sum + (share === 0 ? 0 : share * Math.log(share)), 0));
}
