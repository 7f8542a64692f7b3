import {
  type Control,
  type LensContext,
  type NdArray,
  providesOf,
  RunUnsupportedError,
  rows,
  type Subject,
} from "@ganlens/core";
import type { Features } from "@ganlens/metrics";
import { powerBeside, silenceBeside } from "../../calibration/beside-control.ts";
import { findFault } from "../../faults/faults.ts";
import { plantOrReason } from "../../faults/plant-or-reason.ts";
import type { FeatureSpace } from "../../features/feature-space.ts";
import { drawSet } from "../../sets/draw-set.ts";
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
export const planted = { fault: "blur", strength: 1 } as const;

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
  const controls: Control[] = [
    {
      id: "course-placebo",
      kind: "placebo",
      title: "the last state against itself, at other latents",
      draws: 1,
      found: moved(placebo) === 0 ? 1 : 0,
      ...silenceBeside(asked),
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
    ...powerBeside({ ...asked, ...planted }),
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
export function moved({ interval: { low, high } }: Gap): -1 | 0 | 1 {
  if (high < 1) return -1;
  return low > 1 ? 1 : 0;
}
