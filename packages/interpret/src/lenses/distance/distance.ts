import type { Lens, LensAnswer, LensProgress, Measure, NdArray } from "@ganlens/core";
import { measure } from "@ganlens/metrics";
import * as z from "zod";
import { references } from "../../features/comparison-images.ts";
import { digitFeatures } from "../../features/digit-features.ts";
import type { FeatureSpace } from "../../features/feature-space.ts";
import { pixelComponentsSpace as pixelFeatures } from "../../features/pixel-components-space.ts";
import { shuffled } from "../../real/control-images.ts";
import { isCollapsed, varianceShare } from "../../sets/collapse.ts";
import { drawSet, realSet } from "../../sets/draw-set.ts";
import { keepLatents } from "../../sets/keep-latents.ts";
import { collapseVerdict } from "../../verdicts/collapse-verdict.ts";
import { distanceAnswer } from "./answer.ts";
import { classAgreement } from "./class-agreement.ts";
import { courseOf } from "./course.ts";
import { courseMeasures, courseVerdict } from "./course-words.ts";
import { distanceOverTraining } from "./distance-over-training.ts";
import { judgedWith } from "./judged.ts";
import { halvesMeasure, measureIn, type SpaceResult, shareOfNoise, withSecond } from "./measured.ts";
import { recognisedShare } from "./recognised.ts";
import { sampleFigures } from "./sample-figures.ts";

/** Settings of {@link distance}. */
export interface DistanceOptions {
  /** Number of generated images of each earlier checkpoint that is measured. */
  readonly historyCount: number;
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
    const set = await realSet(subject, "train");
    const training = { ...set, x: shuffled(set.x) };
    const pixels = pixelFeatures(real.others);
    const digits = await digitFeatures(subject);
    const spaces = digits.space === null ? [pixels] : [digits.space, pixels];
    const [space] = spaces as [FeatureSpace];
    try {
      const results: SpaceResult[] = [];
      for (const [i, each] of spaces.entries()) {
        yield progress(`measuring in ${each.name.split(",")[0]}`, 0.15 + 0.1 * i);
        results.push(await measureIn(each, { real, training, generated, context }));
      }
      const isDigits = digits.space !== null;
      const recognised = isDigits ? [await recognisedShare(generated.x, real.first)] : [];
      const agreement = isDigits ? await classAgreement(subject, context) : [];
      yield progress("looking at real images and planted faults in its place", 0.4);
      const judged = await judgedWith({ subject, spaces, pixels, real, generated, context });
      yield progress("looking back over training", 0.8);
      const looked = Math.min(options.historyCount, real.first.shape[0] as number);
      const history = await distanceOverTraining({ subject, space, real, count: looked, context });
      const course = await courseOf({
        subject,
        space,
        reference: real.first,
        training: training.x,
        count: looked,
        context,
      });
      const kept = await keepLatents(generated.latents, {
        id: "compared-latents",
        title: "Latents of the generated images that were compared",
        context,
      });
      const [first, second] = results as [SpaceResult, SpaceResult | undefined];
      return {
        answer: [distanceAnswer(first, second, real), ...digits.words].join(" "),
        verdicts: [
          ...(isCollapsed(generated.x, real.first)
            ? collapseVerdict({ n: count, effort: context.effort })
            : []),
          ...judged.verdicts,
          ...(course === undefined ? [] : courseVerdict(course, context)),
        ],
        controls: [...judged.controls, ...(course?.controls ?? [])],
        measures: [
          withSecond(first, second),
          ...recognised,
          ...judged.measures,
          ...(course === undefined ? [] : courseMeasures(course, space)),
          shareOfNoise(first),
          halvesMeasure(first, real),
          ...(second ? [second.distance, shareOfNoise(second), halvesMeasure(second, real)] : []),
          ...agreement,
          varianceMeasure(generated.x, real.first),
        ],
        figures: [
          ...(await sampleFigures(subject, { compared: generated, training: set }, context)),
          ...history,
        ],
        evidence: [
          {
            id: "compared",
            claim: `the ${count} generated images that were compared`,
            seed: context.seed,
            ...kept.named,
          },
        ],
        artifacts: kept.artifacts,
      };
    } finally {
      for (const each of spaces) each.dispose();
    }
  },
};

function varianceMeasure(generated: NdArray, real: NdArray): Measure {
  const name = "variance of generated images as a share of that of real ones";
  const value = varianceShare(generated, real);
  const n = generated.shape[0] as number;
  return Number.isFinite(value)
    ? measure({ name, value, n, better: "neither" })
    : measure({ name, value: null, reason: "The real images do not vary.", n, better: "neither" });
}
