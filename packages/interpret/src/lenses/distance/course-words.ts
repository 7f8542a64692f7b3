import type { LensContext, Measure, Verdict } from "@ganlens/core";
import { measure, normalQuantile } from "@ganlens/metrics";
import { mayBeSaid, powerWords } from "../../calibration/calibration.ts";
import type { CalibrationRow } from "../../calibration/calibration-row.ts";
import type { FeatureSpace } from "../../features/feature-space.ts";
import { controlFailure } from "../../verdicts/control-failure.ts";
import { verdict } from "../../verdicts/verdict.ts";
import { percent, withInterval } from "../../words/numbers.ts";
import { type Course, moved, planted } from "./course.ts";
import { decidedAs } from "./decided-as.ts";
import type { Gap } from "./gap.ts";

/** The change as a measure, and as it is judged. */
export function courseMeasures({ step, change, judged }: Course, space: FeatureSpace): readonly Measure[] {
  const one = (name: string, { ratio, interval, n }: Gap): Measure =>
    measure({ name: `${name} [${space.name}]`, value: ratio, interval, n, better: "lower" });
  return [
    one(`Fréchet distance over that at step ${step}`, change),
    one("the same change as it is judged, beyond chance at one in a hundred on either side", judged),
  ];
}

/** What may be said of the second half of training. */
export function courseVerdict(
  { step, change, judged, controls }: Course,
  { effort }: Pick<LensContext, "effort">,
  table?: readonly CalibrationRow[],
): readonly Verdict[] {
  const asked = { ...decidedAs, statement: "course", n: judged.n };
  if (!mayBeSaid(asked, table)) return [];
  const failure = controlFailure(controls, "whether it still came nearer to real images");
  const found =
    failure === undefined ? said[moved(judged)] : { level: "cannot tell" as const, headline: failure };
  return [
    verdict(
      {
        id: "course",
        ...found,
        detail: `The last state lies ${withInterval({ value: change.ratio, interval: change.interval })} times as far from real images as that of step ${step} did, ${change.n} images each. A change by ${percent(detectable(judged))} would be seen in four of five runs. Seen in trials on MNIST digits: a blur that went away, ${powerWords({ ...asked, ...planted }, table)}.`,
        controls: controls.map(({ id }) => id),
      },
      effort,
    ),
  ];
}

const said: Readonly<Record<-1 | 0 | 1, Pick<Verdict, "level" | "headline">>> = {
  [-1]: {
    level: "note",
    headline: "It was still coming nearer to real images over the second half of its training.",
  },
  0: {
    level: "note",
    headline: "Over the second half of its training it came no nearer that could be told.",
  },
  1: {
    level: "problem",
    headline: "It moved away from real images over the second half of its training.",
  },
};

/** The change of a ratio that would be told from none in four of five runs: half the interval, and .84 standard errors more. */
function detectable({ ratio, interval: { high, level } }: Gap): number {
  const half = Math.log(high / ratio);
  const tail = normalQuantile(1 - (1 - level) / 2);
  return Math.exp(half * (1 + normalQuantile(0.8) / tail)) - 1;
}
