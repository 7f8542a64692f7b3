import {
  type Control,
  type LensContext,
  type Measure,
  type NdArray,
  providesOf,
  RunUnsupportedError,
  rows,
  type Subject,
  type Verdict,
} from "@ganlens/core";
import { type Features, measure, normalQuantile } from "@ganlens/metrics";
import { calibrationOf, mayBeSaid } from "../../calibration/calibration.ts";
import type { CalibrationRow } from "../../calibration/calibration-row.ts";
import { findFault } from "../../faults/faults.ts";
import { plantOrReason } from "../../faults/plant-or-reason.ts";
import type { FeatureSpace } from "../../features/feature-space.ts";
import { drawSet } from "../../sets/draw-set.ts";
import { controlFailure } from "../../verdicts/control-failure.ts";
import { verdict } from "../../verdicts/verdict.ts";
import { percent, withInterval } from "../../words/numbers.ts";
import { decidedAs } from "./decided-as.ts";
import { type Gap, gapBetween } from "./gap.ts";
import { alarm } from "./judge.ts";

/** How the distance moved over the second half of training. */
export interface Course {
  /** Step of the checkpoint about half of the way. */
  readonly step: number;
  /** D(last) / D(half): below 1 where the generator came nearer. */
  readonly change: Gap;
  /** The same with an interval for sentences: one false alarm in a hundred. */
  readonly judged: Gap;
  readonly controls: readonly Control[];
}

/** The fault of the spike-in: real images that were blurred at half of the way, and then no longer. */
const planted = { fault: "blur", strength: 1 } as const;

/**
 * The checkpoint nearest to half of the steps against the last state, each at latents of its own: D(last) / D(half) in one space.
 *
 * The placebo is a series that stands still, the last state against itself at other latents; the spike-in is one of training
 * images that were blurred at half: whether a fault moves the generator's own distance depends on how bad it is already.
 *
 * @returns undefined where there is no such checkpoint, or hardly any finite image there
 */
export async function courseOf({
  subject,
  space,
  reference,
  training,
  count,
  context,
}: {
  readonly subject: Subject;
  readonly space: FeatureSpace;
  readonly reference: NdArray;
  /** Real images that the reference does not hold, for the spike-in. */
  readonly training: NdArray;
  readonly count: number;
  readonly context: LensContext;
}): Promise<Course | undefined> {
  const step = halfOf(subject);
  if (step === undefined || !providesOf(subject).has("checkpoints")) return undefined;
  const draw = async (purpose: string, checkpoint?: number): Promise<NdArray> => {
    const at = checkpoint === undefined ? {} : { checkpoint };
    return (
      await drawSet(subject, { purpose: `course ${purpose}`, count, seed: context.seed, ...at }, context)
    ).x;
  };
  const before = await draw("half", step).catch((error: unknown) => {
    // A state that gives hardly any finite image has no distance.
    if (error instanceof RunUnsupportedError) return undefined;
    throw error;
  });
  if (before === undefined) return undefined;
  const [last, other] = [await draw("last"), await draw("placebo")];
  const features = { reference: await space.features(reference), last: await space.features(last) };
  const random = context.random.split("course");
  const compare = (suspect: Features, fresh: Features, name: string, at: number): Gap =>
    gapBetween({
      space,
      suspect,
      fresh,
      reference: features.reference,
      random: random.split(name),
      level: at,
    });
  const level = 1 - 2 * alarm;
  const earlier = await space.features(before);
  const placebo = compare(features.last, await space.features(other), "placebo", level);
  const asked = { ...decidedAs, statement: "course", n: placebo.n };
  const silent = calibrationOf({ ...asked, condition: "null" });
  const power = calibrationOf({ ...asked, condition: planted });
  const controls: Control[] = [
    {
      id: "course-placebo",
      kind: "placebo",
      title: "the last state against itself, at other latents",
      draws: 1,
      found: moved(placebo) === 0 ? 1 : 0,
      ...(silent === undefined ? {} : { calibration: { ...silent, found: silent.draws - silent.found } }),
    },
  ];
  const fault = findFault(planted.fault);
  const half = Math.min(count, Math.floor((training.shape[0] as number) / 2));
  const images = rows(training, half, 2 * half);
  const blurred = plantOrReason(fault, { images, training, random: random.split("fault") }, planted.strength);
  const spike = {
    id: "course-spike-in",
    kind: "spike-in",
    title: `training images, with ${fault.title(planted.strength)} at half of the way`,
    draws: 1,
    ...(power === undefined ? {} : { calibration: power }),
  } as const;
  if ("reason" in blurred) controls.push({ ...spike, found: null, reason: blurred.reason });
  else {
    const sharp = await space.features(rows(training, 0, half));
    const seen = compare(sharp, await space.features(blurred), "spike-in", level);
    controls.push({ ...spike, found: moved(seen) === -1 ? 1 : 0 });
  }
  return {
    step,
    change: compare(features.last, earlier, "course", 0.95),
    judged: compare(features.last, earlier, "course", level),
    controls,
  };
}

/** The stored step that is nearest to half of the last one, where one lies between a quarter and three quarters of it. */
function halfOf({ checkpoints = [], step }: Subject): number | undefined {
  const last = step ?? Math.max(...checkpoints);
  const distance = (at: number): number => Math.abs(at - last / 2);
  return checkpoints
    .filter((at) => at > 0 && at < last && distance(at) <= last / 4)
    .sort((a, b) => distance(a) - distance(b))[0];
}

/** −1 where the interval says nearer, 1 where it says farther, 0 where it says neither. */
function moved({ interval: { low, high } }: Gap): -1 | 0 | 1 {
  if (high < 1) return -1;
  return low > 1 ? 1 : 0;
}

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
  const trials = calibrationOf({ ...asked, condition: planted }, table);
  return [
    verdict(
      {
        id: "course",
        ...found,
        detail: `The last state lies ${withInterval({ value: change.ratio, interval: change.interval })} times as far from real images as that of step ${step} did, ${change.n} images each. A change by ${percent(detectable(judged))} would be seen in four of five runs.${trials === undefined ? "" : ` In trials on MNIST digits a blur that went away was seen in ${trials.found} of ${trials.draws}.`}`,
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
