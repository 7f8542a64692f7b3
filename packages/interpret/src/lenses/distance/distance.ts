import {
  type Control,
  type Figure,
  type Lens,
  type LensAnswer,
  type LensContext,
  type LensProgress,
  labelPart,
  type Measure,
  type NdArray,
  providesOf,
  RunUnsupportedError,
  rows,
  type Subject,
  type Verdict,
} from "@ganlens/core";
import { frechetDistance, frechetEstimate, frechetFloor, measure } from "@ganlens/metrics";
import * as z from "zod";
import { type References, references } from "../../features/comparison-images.ts";
import { digitFeatures } from "../../features/digit-features.ts";
import type { FeatureSpace } from "../../features/feature-space.ts";
import { pixelComponentsSpace as pixelFeatures } from "../../features/pixel-components-space.ts";
import { imageGridFigure } from "../../figures/image-grid-figure.ts";
import { controlImages, leastForControls } from "../../real/control-images.ts";
import { drawSet } from "../../sets/draw-set.ts";
import type { ImageSet } from "../../sets/image-set.ts";
import { latentsFile } from "../../sets/latents-file.ts";
import { verdict } from "../../verdicts/verdict.ts";
import { percent, short, withInterval } from "../../words/numbers.ts";
import { classAgreement } from "./class-agreement.ts";
import { distanceControls } from "./controls.ts";
import { distanceOverTraining } from "./distance-over-training.ts";
import { judgeOf } from "./judge.ts";
import { distanceVerdicts } from "./verdicts.ts";

/** Settings of {@link distance}. */
export interface DistanceOptions {
  /** Number of generated images of each earlier checkpoint that is measured. */
  readonly historyCount: number;
}

interface SpaceResult {
  readonly space: FeatureSpace;
  readonly distance: Measure;
  readonly noise: number;
}

/**
 * How far the generator's images are from real ones: the Fréchet distance in a pinned classifier's features, its floor,
 * uniform noise as control, and the same under principal components of pixels.
 */
export const distance: Lens<DistanceOptions> = {
  specificationVersion: 1,
  id: "distance",
  question: "How far are the generator's images from real ones, and how did they get there?",
  needs: ["images", "real-data"],
  options: z.strictObject({ historyCount: z.int().min(100).max(10_000).default(1000) }),
  async *run(subject, options, context): AsyncGenerator<LensProgress, LensAnswer> {
    const progress = (stage: string, done: number): LensProgress => ({
      type: "lens-progress",
      lens: "distance",
      stage,
      done,
    });
    yield progress("reading real images", 0);
    const real = await references(subject);
    yield progress("generating", 0.1);
    const generated = await drawSet(
      subject,
      { purpose: "distance", count: real.first.shape[0] as number, seed: context.seed },
      context,
    );
    const count = generated.x.shape[0] as number;
    const pixels = pixelFeatures(real.others);
    const digits = await digitFeatures(subject);
    const spaces = digits.space === null ? [pixels] : [digits.space, pixels];
    const results: SpaceResult[] = [];
    let agreement: readonly Measure[] = [];
    let history: readonly Figure[] = [];
    let judged: Judged;
    try {
      for (const [i, space] of spaces.entries()) {
        yield progress(`measuring in ${space.name.split(",")[0]}`, 0.25 + 0.2 * i);
        results.push(await measureIn(space, { real, generated: generated.x, context }));
      }
      if (digits.space !== null) agreement = await classAgreement(subject, context);
      yield progress("looking at real images and planted faults in its place", 0.6);
      judged = await judgedWith({ subject, spaces, pixels, real, generated, context });
      yield progress("looking back over training", 0.8);
      history = await distanceOverTraining({
        subject,
        space: spaces[0] as FeatureSpace,
        real,
        count: options.historyCount,
        context,
      });
    } finally {
      for (const space of spaces) space.dispose();
    }
    const [first, second] = results as [SpaceResult, SpaceResult | undefined];
    const { latents } = generated;
    if (latents !== undefined) {
      await context.writeFile("latents.npz", latentsFile(latents));
    }
    const samples = await sampleFigure(subject, generated, context);
    return {
      answer: [answerOf(first, second, real), ...digits.words].join(" "),
      verdicts: judged.verdicts,
      controls: judged.controls,
      measures: [
        withSecond(first, second),
        ...judged.measures,
        shareOfNoise(first),
        ...(second ? [second.distance, shareOfNoise(second)] : []),
        ...agreement,
      ],
      figures: [samples, ...history],
      evidence: [
        {
          id: "compared",
          claim: `the ${count} generated images that were compared`,
          seed: context.seed,
          ...(latents === undefined ? {} : { file: "latents.npz" }),
        },
      ],
      artifacts:
        latents === undefined
          ? []
          : [
              {
                type: "latents",
                id: "compared-latents",
                title: "Latents of the generated images that were compared",
                file: "latents.npz",
              },
            ],
    };
  },
};

/** What is said, and what it stands on. */
interface Judged {
  readonly verdicts: readonly Verdict[];
  readonly controls: readonly Control[];
  readonly measures: readonly Measure[];
}

/** The generator's images beside real ones in their place, clean and with planted faults. */
async function judgedWith({
  subject,
  spaces,
  pixels,
  real,
  generated,
  context,
}: {
  readonly subject: Subject;
  readonly spaces: readonly FeatureSpace[];
  readonly pixels: FeatureSpace;
  readonly real: References;
  readonly generated: ImageSet;
  readonly context: LensContext;
}): Promise<Judged> {
  const found = await controlImages(subject);
  const enough = (generated.x.shape[0] as number) >= leastForControls / 2;
  if ("reason" in found || !enough) {
    const reason = "reason" in found ? found.reason : "there are too few generated images";
    const verdicts = [
      verdict(
        {
          id: "gap",
          level: "cannot tell",
          headline: "Too few images to tell how far it is from real ones.",
          detail: `No control is possible here, because ${reason}.`,
        },
        context.effort,
      ),
    ];
    return { verdicts, controls: [], measures: [] };
  }
  const { images } = found;
  const { judge, gap } = await judgeOf({ spaces, pixels, reference: real.first, images });
  const random = context.random.split("judge");
  const judgement = await judge(generated.x, random.split("generated"));
  const whole = await gap(generated.x, random.split("generated"));
  const controls = await distanceControls({ images, judge, context });
  const unseen = subject.real?.unseen === true;
  return {
    verdicts: distanceVerdicts({ judgement, whole, controls, unseen, effort: context.effort }),
    controls,
    measures: [
      measure({
        name: `Fréchet distance over that of fresh training images [${spaces[0]?.name}]`,
        value: whole.ratio,
        interval: whole.interval,
        n: whole.n,
        floor: { value: 1, n: whole.n, meaning: "fresh training images, as many" },
        better: "lower",
      }),
      ...judgement.gaps.map((each, i) =>
        measure({
          name: `the same as it is judged, with ${each.n} images, beyond chance at one in a hundred [${spaces[i]?.name}]`,
          value: each.ratio,
          interval: each.interval,
          n: each.n,
          better: "lower",
        }),
      ),
      measure({
        name: "chance of as many near-copies where nothing was copied",
        value: judgement.copies.pValue,
        n: judgement.n,
        better: "higher",
      }),
    ],
  };
}

/** Fewer images than these leave no groups to make an interval from. */
const leastImages = 10;

async function measureIn(
  space: FeatureSpace,
  { real, generated, context }: { real: References; generated: References["first"]; context: LensContext },
): Promise<SpaceResult> {
  const available = real.first.shape[0] as number;
  // What an estimate of so many images is worth is told by a floor of as many.
  const count = Math.min(available, generated.shape[0] as number);
  if (count < leastImages) {
    throw new RunUnsupportedError({
      message: `Expected at least ${leastImages} images on each side for a Fréchet distance, found ${generated.shape[0]} generated and ${available} real ones.`,
      hint: "Bring more samples, or more real images; none is used twice.",
    });
  }
  const reference = await space.features(real.first);
  const random = context.random.split(space.name);
  const estimate = frechetEstimate({
    first: await space.features(generated),
    second: reference,
    fixed: "second",
    random,
    // Small folders of images have few held out: fewer groups then, of at least two images each.
    groups: Math.max(5, Math.min(20, Math.floor(count / 2))),
  });
  const noiseImages = {
    data: context.random.split("noise").uniform(generated.data.length),
    shape: generated.shape,
  };
  const noise = frechetDistance({ first: await space.features(noiseImages), second: reference });
  const floor = frechetFloor({ first: reference, second: await space.features(real.second), n: count });
  return {
    space,
    noise,
    distance: measure({
      name: `Fréchet distance [${space.name}]`,
      value: estimate.value,
      interval: estimate.interval,
      n: count,
      floor: { ...floor, meaning: `two disjoint sets of ${real.meaning}` },
      control: {
        value: noise,
        meaning: "uniform noise instead of generated images",
        expected: "higher",
        // Noise that lies within the interval is not higher.
        margin: Math.max(0, (estimate.interval?.high ?? estimate.value) - estimate.value),
      },
      better: "lower",
    }),
  };
}

/** The distance as a share of that of uniform noise, which does not depend on the extractor's scale. */
function shareOfNoise({ space, distance, noise }: SpaceResult): Measure {
  const value = distance.value as number;
  const interval = distance.interval as NonNullable<Measure["interval"]>;
  return measure({
    name: `Fréchet distance as a share of uniform noise's [${space.name}]`,
    value: value / noise,
    interval: { ...interval, low: interval.low / noise, high: interval.high / noise },
    n: distance.n,
    floor: {
      value: (distance.floor?.value ?? 0) / noise,
      n: distance.n,
      meaning: distance.floor?.meaning ?? "",
    },
    better: "lower",
  });
}

function withSecond({ distance }: SpaceResult, second: SpaceResult | undefined): Measure {
  if (second === undefined) return distance;
  return {
    ...distance,
    secondExtractor: { name: second.space.name, value: second.distance.value as number },
  };
}

/** Images to look at: one column for each class where the generator can be asked for them. */
async function sampleFigure(subject: Subject, compared: ImageSet, context: LensContext): Promise<Figure> {
  const provides = providesOf(subject);
  const classes = subject.latents === undefined ? undefined : labelPart(subject.latents.spec)?.classes;
  const asked = classes !== undefined && provides.has("generate");
  const columns = asked ? Math.min(classes, 20) : 10;
  const wanted = columns * 6;
  const x = asked
    ? await classColumns(subject, { columns, count: wanted, context })
    : rows(compared.x, 0, Math.min(wanted, compared.x.shape[0] ?? 0));
  const count = x.shape[0] ?? 0;
  const nameOf = (label: number) => subject.real?.dataset?.classes?.[label] ?? String(label);
  return imageGridFigure(context, x, {
    id: "samples",
    title: "Generated images",
    caption: asked
      ? "Each column is one class that the generator was asked for; latents drawn from the prior."
      : provides.has("generate")
        ? "Images at latents drawn from the prior."
        : "Some of the samples, drawn at random.",
    columns,
    tiles: Array.from({ length: count }, (_, i) => ({
      label: asked ? `asked for ${nameOf(i % columns)}` : `sample ${i}`,
    })),
    ...(asked ? { columnLabels: Array.from({ length: columns }, (_, label) => nameOf(label)) } : {}),
    showsRealData: false,
  });
}

async function classColumns(
  subject: Subject,
  {
    columns,
    count,
    context,
  }: { readonly columns: number; readonly count: number; readonly context: LensContext },
): Promise<NdArray> {
  const { latents } = await drawSet(subject, { purpose: "samples", count, seed: context.seed }, context);
  if (latents === undefined || subject.generate === undefined) {
    throw new TypeError("Expected a subject that generates.");
  }
  return subject.generate({
    z: latents.z,
    labels: Int32Array.from({ length: latents.z.shape[0] ?? 0 }, (_, i) => i % columns),
  });
}

function answerOf(first: SpaceResult, second: SpaceResult | undefined, real: References): string {
  const { space, distance, noise } = first;
  const value = distance.value as number;
  const floor = distance.floor?.value as number;
  const sentences = [
    `The Fréchet distance to ${real.meaning} is ${withInterval({ value, ...(distance.interval ? { interval: distance.interval } : {}) })} in ${space.name}: ${percent(value / noise)} of what uniform noise scores (${short(noise)}), where two sets of real images score ${short(floor)}.`,
  ];
  if (second !== undefined) {
    const other = second.distance.value as number;
    const [one, two] = [besideNoise(first), besideNoise(second)];
    sentences.push(
      one === two
        ? `Under ${second.space.name} it is ${short(other)}, ${percent(other / second.noise)} of noise's ${short(second.noise)}: both say that the images are ${one}.`
        : `Under ${second.space.name} it is ${short(other)} against noise's ${short(second.noise)}: the two disagree, the first says that the images are ${one}, the second that they are ${two}, so neither should be trusted alone.`,
    );
  }
  return sentences.join(" ");
}

/** Where the images lie beside uniform noise: a side only where noise is outside of the distance's interval. */
function besideNoise({ distance, noise }: SpaceResult): string {
  const value = distance.value as number;
  const { low, high } = distance.interval ?? { low: value, high: value };
  if (low <= noise && noise <= high) return "no closer to the real images than noise is";
  return value < noise ? "closer to the real images than noise is" : "further from them than noise is";
}
