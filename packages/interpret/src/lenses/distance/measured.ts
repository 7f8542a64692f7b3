import { type LensContext, type Measure, RunUnsupportedError, rows } from "@ganlens/core";
import { frechetDistance, frechetEstimate, frechetFloor, measure } from "@ganlens/metrics";
import type { References } from "../../features/comparison-images.ts";
import type { FeatureSpace } from "../../features/feature-space.ts";
import type { ImageSet } from "../../sets/image-set.ts";

/** The distance in one space, and what it is read beside. */
export interface SpaceResult {
  readonly space: FeatureSpace;
  readonly distance: Measure;
  /** What uniform noise scores. */
  readonly noise: number;
  /** What two disjoint sets of the comparison's own images score. */
  readonly halves: number;
}

/** Fewer images than these leave no groups to make an interval from. */
const leastImages = 10;

/**
 * The Fréchet distance to the reference in one space; beside it what as many fresh training images score (the best that a
 * generator of that data could do), two halves of the reference's own source, and uniform noise.
 *
 * @throws {RunUnsupportedError} with fewer than 10 images on either side
 */
export async function measureIn(
  space: FeatureSpace,
  {
    real,
    training,
    generated,
    context,
  }: {
    readonly real: References;
    readonly training: ImageSet;
    readonly generated: ImageSet;
    readonly context: LensContext;
  },
): Promise<SpaceResult> {
  const available = real.first.shape[0] as number;
  const drawn = generated.x.shape[0] as number;
  // What an estimate of so many images is worth is told by a floor of as many.
  const count = Math.min(available, drawn);
  if (count < leastImages) {
    throw new RunUnsupportedError({
      message: `Expected at least ${leastImages} images on each side for a Fréchet distance, found ${drawn} generated and ${available} real ones.`,
      hint: "Bring more samples, or more real images; none is used twice.",
    });
  }
  const reference = await space.features(real.first);
  const estimate = frechetEstimate({
    first: await space.features(generated.x),
    second: reference,
    fixed: "second",
    blocks: space.blocks ?? 1,
    random: context.random.split(space.name),
    // Small folders of images have few held out: fewer groups then, of at least two images each.
    groups: Math.max(5, Math.min(20, Math.floor(count / 2))),
  });
  const noiseImages = {
    data: context.random.split("noise").uniform(generated.x.data.length),
    shape: generated.x.shape,
  };
  const toReference = async (images: typeof noiseImages): Promise<number> =>
    frechetDistance({ first: await space.features(images), second: reference });
  const noise = await toReference(noiseImages);
  const fresh = Math.min(count, training.x.shape[0] as number);
  return {
    space,
    noise,
    halves: frechetFloor({ first: reference, second: await space.features(real.second), n: count }).value,
    distance: measure({
      name: `Fréchet distance [${space.name}]`,
      value: estimate.value,
      interval: estimate.interval,
      n: count,
      floor: {
        value: await toReference(rows(training.x, 0, fresh)),
        n: fresh,
        meaning:
          "training images in the generated ones' place: the best that a generator of these data could do",
      },
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
export function shareOfNoise({ space, distance, noise }: SpaceResult): Measure {
  const value = distance.value as number;
  const interval = distance.interval as NonNullable<Measure["interval"]>;
  return measure({
    name: `Fréchet distance as a share of uniform noise's [${space.name}]`,
    value: value / noise,
    interval: { ...interval, low: interval.low / noise, high: interval.high / noise },
    n: distance.n,
    floor: {
      value: (distance.floor?.value ?? 0) / noise,
      n: distance.floor?.n ?? distance.n,
      meaning: distance.floor?.meaning ?? "",
    },
    better: "lower",
  });
}

/** What two disjoint sets of the comparison's images score: not what a perfect generator would, where they come from elsewhere. */
export function halvesMeasure({ space, distance, halves }: SpaceResult, { meaning }: References): Measure {
  return measure({
    name: `Fréchet distance of two disjoint sets of ${meaning} [${space.name}]`,
    value: halves,
    n: distance.n,
    better: "neither",
  });
}

/** The distance with the second space's beside it. */
export function withSecond({ distance }: SpaceResult, second: SpaceResult | undefined): Measure {
  if (second === undefined) return distance;
  return {
    ...distance,
    secondExtractor: { name: second.space.name, value: second.distance.value as number },
  };
}
