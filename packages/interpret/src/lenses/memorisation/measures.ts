import { concatRows, type LensContext, type Measure, type NdArray, rows } from "@ganlens/core";
import {
  authenticity,
  dataCopying,
  featureLikelihoods,
  kMeans,
  meanInterval,
  measure,
  membershipInference,
  nearestDistances,
  shareInterval,
} from "@ganlens/metrics";
import type { PixelCodes } from "../../copies/pixel-codes.ts";
import type { ControlImages } from "../../real/control-images.ts";
import type { CopyJudgement, RepeatJudgement, SearchId } from "./judge.ts";

const searched: Readonly<Record<SearchId, string>> = {
  pixels: "pixels",
  shifted: "pixels moved by up to two",
  codes: "an autoencoder's code",
};

/** The counts that the sentence on copies stands on. */
export function copyMeasures({ searches }: CopyJudgement): readonly Measure[] {
  return searches.flatMap(({ id, found }) => [
    measure({
      name: `share of images much nearer to one training image than to its neighbours [${searched[id]}]`,
      value: found.near / found.n,
      n: found.n,
      floor: {
        value: found.knownNear / found.knownCount,
        n: found.knownCount,
        meaning: "real images that are no copies",
      },
      better: "lower",
    }),
    measure({
      name: `chance of as many where nothing was copied [${searched[id]}]`,
      value: found.pValue,
      n: found.n,
      better: "higher",
    }),
  ]);
}

/** How much repeats, and how many different images that makes. */
export function repeatMeasures({ own, real, pValue }: RepeatJudgement): readonly Measure[] {
  const drawn = { name: "different images drawn, if all are equally likely", n: own.n } as const;
  return [
    measure({
      name: "share of images that are nearly the same as another one",
      value: own.share,
      n: own.n,
      floor: { value: real.share, n: real.n, meaning: "training images, as many" },
      better: "lower",
    }),
    measure(
      own.drawn.value === null
        ? {
            ...drawn,
            value: null,
            reason: `No two of them are nearly the same: at least ${Math.round(own.drawn.atLeast)}.`,
            better: "higher",
          }
        : {
            ...drawn,
            value: own.drawn.value,
            ...(own.drawn.interval === undefined ? {} : { interval: own.drawn.interval }),
            better: "higher",
          },
    ),
    measure({
      name: "chance of as many repeats among images that repeat as training images do",
      value: pValue,
      n: own.n,
      better: "higher",
    }),
  ];
}

/**
 * How much likelier training images are than unseen ones under a mixture of Gaussians at the generated ones, less what as many real
 * images give in their place. The interval is of other training and unseen images, the mixtures held fixed.
 */
function likelihoodGap({
  generated,
  train,
  known,
  placebo,
}: Readonly<Record<"generated" | "train" | "known" | "placebo", NdArray>>): Pick<
  Measure,
  "value" | "interval" | "n"
> {
  const n = Math.min(...[generated, train, known, placebo].map(({ shape }) => shape[0] as number));
  const fitted = rows(train, 0, n);
  const under = (centres: NdArray) =>
    featureLikelihoods({ centres: rows(centres, 0, n), fitted, evaluated: [fitted, rows(known, 0, n)] });
  const [own, floor] = [under(generated), under(placebo)];
  const [seen, unseen] = [0, 1].map((set) =>
    meanInterval({
      values: (own[set] as Float64Array).map((each, i) => each - (floor[set]?.[i] as number)),
    }),
  ) as [ReturnType<typeof meanInterval>, ReturnType<typeof meanInterval>];
  const value = seen.value - unseen.value;
  const half = Math.hypot(seen.interval.high - seen.value, unseen.interval.high - unseen.value);
  return { value, n, interval: { ...seen.interval, low: value - half, high: value + half } };
}

/** How many of the real images that copies are told from are training images themselves. */
export function overlapMeasure({ count, n }: { readonly count: number; readonly n: number }): Measure {
  return measure({
    name: "share of real images that copies are told from, and that are nearly the same as a training image",
    ...shareInterval({ hits: count, n }),
    better: "lower",
  });
}

/** Cells of the data-copying statistic, as its authors have it. */
const cells = 3;

/**
 * What others measure of copying, each beside real images that the generator has not seen: the data-copying statistic, authenticity,
 * and whether training images can be told by how near generated ones lie. They miss few copies, and decide nothing here.
 */
export async function knownMeasures({
  suspect,
  images: { training, known, placebo, areSeen },
  pixels,
  context,
}: {
  readonly suspect: NdArray;
  readonly images: ControlImages;
  readonly pixels: PixelCodes;
  readonly context: LensContext;
}): Promise<readonly Measure[]> {
  const count = Math.min(1000, suspect.shape[0] as number);
  const generated = await pixels.codes(rows(suspect, 0, count));
  const train = await pixels.codes(training);
  const heldOut = concatRows([await pixels.codes(known), await pixels.codes(placebo)]);
  const random = context.random.split("known measures");
  const { centres } = kMeans({ features: train, clusters: cells, random: random.split("cells") });
  const copying = dataCopying({ train, heldOut, generated, centres, random: random.split("bootstrap") });
  const authentic = authenticity({ train, heldOut, generated }).difference;
  const members = Math.min(heldOut.shape[0] as number, train.shape[0] as number);
  const score = (samples: NdArray) =>
    nearestDistances({ samples, train: generated }).distances.map((distance) => -distance);
  const membership = membershipInference({
    members: score(rows(train, 0, members)),
    nonMembers: score(rows(heldOut, 0, members)),
  }).auroc;
  const likelihood = likelihoodGap({
    generated,
    train,
    known: await pixels.codes(known),
    placebo: await pixels.codes(placebo),
  });
  // Where it was trained on all real images, none stands for those that it was not trained on.
  const allSeen = areSeen
    ? { value: null, reason: "The generator was trained on all of these real images." }
    : undefined;
  const base = { n: count, better: "neither" } as const;
  return [
    measure({
      ...base,
      name: "data-copying statistic C_T (about 0 where nothing is copied, far below with copies)",
      ...(copying.value === null
        ? { value: null, reason: copying.reason ?? "No cell holds enough images." }
        : {
            value: copying.value,
            ...(copying.interval === undefined ? {} : { interval: copying.interval }),
          }),
    }),
    measure({
      ...base,
      name: "share of authentic images minus that of real ones that are no copies (0 without copies, below with them)",
      value: authentic.value,
      ...(authentic.interval === undefined ? {} : { interval: authentic.interval }),
    }),
    measure({
      ...base,
      name: "feature-likelihood gap between training and other real images minus that of real ones that are no copies (0 without copies, above with them)",
      unit: "nats per dimension",
      ...(allSeen ?? likelihood),
    }),
    measure({
      ...base,
      name: "AUROC of telling training images from others by the nearest generated one (0.5 is chance)",
      ...(allSeen ?? {
        value: membership.value,
        ...(membership.interval === undefined ? {} : { interval: membership.interval }),
      }),
    }),
  ];
}
