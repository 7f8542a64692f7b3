import type { Lens, LensContext, LensProgress, LensResult, Measure, Subject } from "@ganlens/core";
import { frechetDistance, frechetEstimate, frechetFloor, measure } from "@ganlens/metrics";
import * as z from "zod";
import { imageGridFigure } from "../../figures/image-grid-figure.ts";
import { generatedSet } from "../../sets/image-set.ts";
import { latentsFile } from "../../sets/latents-file.ts";
import { percent, short, withInterval } from "../../words/numbers.ts";
import { classAgreement } from "./class-agreement.ts";
import { distanceOverTraining } from "./distance-over-training.ts";
import {
  digitFeatures,
  type FeatureSpace,
  pixelFeatures,
  type References,
  references,
} from "./feature-space.ts";

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
  id: "distance",
  question: "How far are the generator's images from real ones, and how did they get there?",
  needs: ["latents", "real-data"],
  options: z.strictObject({ historyCount: z.int().min(100).max(10_000).default(1000) }),
  async *run(subject, options, context): AsyncGenerator<LensProgress, LensResult> {
    const progress = (stage: string, done: number): LensProgress => ({
      type: "lens-progress",
      lens: "distance",
      stage,
      done,
    });
    yield progress("reading real images", 0);
    const real = await references(subject);
    const count = real.first.shape[0] as number;
    yield progress("generating", 0.1);
    const generated = await generatedSet(subject, count, context.random.split("generated"));
    const digits = await digitFeatures(subject);
    const pixels = pixelFeatures(real.others);
    const spaces = digits === null ? [pixels] : [digits, pixels];
    const results: SpaceResult[] = [];
    for (const [i, space] of spaces.entries()) {
      yield progress(`measuring in ${space.name.split(",")[0]}`, 0.25 + 0.2 * i);
      results.push(await measureIn(space, { real, generated: generated.x, context }));
    }
    const [first, second] = results as [SpaceResult, SpaceResult | undefined];
    const agreement = digits === null ? [] : await classAgreement(subject, context);
    yield progress("looking back over training", 0.65);
    const history = await distanceOverTraining({
      subject,
      space: first.space,
      real,
      count: options.historyCount,
      context,
    });
    const { latents } = generated;
    if (latents !== undefined) {
      await context.writeFile("latents.npz", latentsFile(latents));
    }
    const samples = await sampleFigure(subject, context);
    for (const space of spaces) space.dispose();
    return {
      schemaVersion: 1,
      lens: "distance",
      question: distance.question,
      answer: answerOf(first, second, real),
      effort: context.effort,
      seed: context.seed,
      measures: [
        withSecond(first, second),
        shareOfNoise(first),
        ...(second ? [second.distance, shareOfNoise(second)] : []),
        ...agreement,
      ],
      figures: [samples, ...history],
      evidence: [
        {
          claim: `the ${count} generated images that were compared`,
          seed: context.seed,
          file: "latents.npz",
        },
      ],
    };
  },
};

async function measureIn(
  space: FeatureSpace,
  { real, generated, context }: { real: References; generated: References["first"]; context: LensContext },
): Promise<SpaceResult> {
  const count = real.first.shape[0] as number;
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
        margin: 0,
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

async function sampleFigure(subject: Subject, context: LensContext) {
  const classes = subject.latent.label?.classes;
  const columns = Math.min(classes ?? 10, 20);
  const count = columns * 6;
  const { latents } = await generatedSet(subject, count, context.random.split("samples"));
  const labels = Int32Array.from({ length: count }, (_, i) => i % columns);
  const x = await subject.generate({
    z: latents?.z ?? { data: new Float32Array(0), shape: [0, 0] },
    ...(classes === undefined ? {} : { labels }),
  });
  const nameOf = (label: number) => subject.dataset?.classes?.[label] ?? String(label);
  return imageGridFigure(context, x, {
    id: "samples",
    title: "Generated images",
    caption:
      classes === undefined
        ? "Images at latents drawn from the prior."
        : "Each column is one class that the generator was asked for; latents drawn from the prior.",
    columns,
    tiles: [...labels].map((label, i) => ({
      label: classes === undefined ? `sample ${i}` : `asked for ${nameOf(label)}`,
    })),
    ...(classes === undefined
      ? {}
      : { columnLabels: Array.from({ length: columns }, (_, label) => nameOf(label)) }),
    showsRealData: false,
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
    const same = value < noise === other < second.noise;
    const side = (closer: boolean) =>
      closer ? "closer to the real images than noise is" : "further from them than noise is";
    sentences.push(
      same
        ? `Under ${second.space.name} it is ${short(other)}, ${percent(other / second.noise)} of noise's ${short(second.noise)}: both say that the images are ${side(value < noise)}.`
        : `Under ${second.space.name} it is ${short(other)} against noise's ${short(second.noise)}: the two disagree, the first says that the images are ${side(value < noise)}, the second that they are ${side(other < second.noise)}, so neither should be trusted alone.`,
    );
  }
  return sentences.join(" ");
}
