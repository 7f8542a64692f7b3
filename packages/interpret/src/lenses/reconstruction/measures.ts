import type { LensContext, Measure, NdArray } from "@ganlens/core";
import { covariateAdjustedDifference, measure, ratioOfMeans } from "@ganlens/metrics";
import type { ImageSet } from "../../sets/image-set.ts";
import { ink } from "../../sets/ink.ts";
import type { KeptWords } from "../../words/kept-words.ts";
import type { Reading } from "./reading.ts";

/** Every pairing of an autoencoder (first word: what it was trained on) with held-out images (second word). */
export interface Readings {
  readonly realOnReal: Reading;
  readonly realOnGenerated: Reading;
  readonly generatedOnReal: Reading;
  readonly generatedOnGenerated: Reading;
  /** The controls: pixels in random order. */
  readonly realOnShuffled: Reading;
  readonly generatedOnShuffled: Reading;
}

export interface ReconstructionSets {
  readonly real: ImageSet;
  readonly generated: ImageSet;
}

export interface ReconstructionMeasures {
  /** Error on generated over error on real images, autoencoder trained on real ones. */
  readonly generatedToReal: Measure;
  /** Error on real over error on generated images, autoencoder trained on generated ones. */
  readonly realToGenerated: Measure;
  /** On the same real images: error of the autoencoder of generated images over that of the one of real images. */
  readonly realUnseen: Measure;
  /** On the same generated images: error of the autoencoder of real images over that of the one of generated images. */
  readonly generatedUnseen: Measure;
  /** The first difference again, at equal ink. */
  readonly atEqualInk: Measure;
  /** How much generated images vary, as a share of what real ones do: without it no error can be read. */
  readonly variance: Measure;
  readonly all: readonly Measure[];
}

/** The numbers behind the answer. */
export function reconstructionMeasures({
  readings,
  sets,
  words: { kept },
  context,
}: {
  readonly readings: Readings;
  readonly sets: ReconstructionSets;
  readonly words: KeptWords;
  readonly context: LensContext;
}): ReconstructionMeasures {
  const { realOnReal, realOnGenerated, generatedOnReal, generatedOnGenerated } = readings;
  const generatedToReal = errorRatio({
    name: `error on generated over error on ${kept} real images, autoencoder trained on real images`,
    foreign: realOnGenerated,
    own: realOnReal,
    control: readings.realOnShuffled,
    controlMeaning: "generated images with their pixels shuffled",
    kept,
    context,
  });
  const realToGenerated = errorRatio({
    name: `error on ${kept} real over error on generated images, autoencoder trained on generated images`,
    foreign: generatedOnReal,
    own: generatedOnGenerated,
    control: readings.generatedOnShuffled,
    controlMeaning: "real images with their pixels shuffled",
    kept,
    context,
  });
  const sameImages = (name: string, foreign: Reading, own: Reading) =>
    measure({
      name,
      ...ratioOfMeans({
        numerator: foreign.errors,
        denominator: own.errors,
        paired: true,
        random: context.random.split(name),
      }),
      better: "neither",
    });
  const realUnseen = sameImages(
    "error on the same real images, autoencoder of generated images over autoencoder of real images",
    generatedOnReal,
    realOnReal,
  );
  const generatedUnseen = sameImages(
    "error on the same generated images, autoencoder of real images over autoencoder of generated images",
    realOnGenerated,
    generatedOnGenerated,
  );
  const adjusted = covariateAdjustedDifference({
    first: { values: realOnGenerated.errors, covariate: ink(sets.generated.x) },
    second: { values: realOnReal.errors, covariate: ink(sets.real.x) },
  });
  const atEqualInk = measure({
    name: "error on generated minus error on real images at equal ink, autoencoder trained on real images",
    value: adjusted.value,
    interval: adjusted.interval,
    unit: "squared grey value",
    n: adjusted.n,
    better: "neither",
  });
  const variance = measure({
    name: `variance of generated images over that of ${kept} real ones`,
    ...ratioOfMeans({
      numerator: squaredDeviations(sets.generated.x),
      denominator: squaredDeviations(sets.real.x),
      paired: false,
      random: context.random.split("variance"),
    }),
    better: "neither",
  });
  const table = Object.entries({
    "trained on real, shown real": realOnReal,
    "trained on real, shown generated": realOnGenerated,
    "trained on generated, shown real": generatedOnReal,
    "trained on generated, shown generated": generatedOnGenerated,
  }).flatMap(([name, reading]) => readingMeasures(name, reading));
  return {
    generatedToReal,
    realToGenerated,
    realUnseen,
    generatedUnseen,
    atEqualInk,
    variance,
    all: [generatedToReal, realToGenerated, variance, realUnseen, generatedUnseen, atEqualInk, ...table],
  };
}

/** |x − x̄|² of each image. */
function squaredDeviations(images: NdArray): Float64Array {
  const count = images.shape[0] as number;
  const size = images.data.length / count;
  const mean = new Float64Array(size);
  for (const [i, value] of images.data.entries()) mean[i % size] = (mean[i % size] as number) + value / count;
  return Float64Array.from({ length: count }, (_, row) => {
    let sum = 0;
    for (let pixel = 0; pixel < size; pixel++) {
      sum += ((images.data[row * size + pixel] as number) - (mean[pixel] as number)) ** 2;
    }
    return sum;
  });
}

function errorRatio(input: {
  readonly name: string;
  readonly foreign: Reading;
  readonly own: Reading;
  readonly control: Reading;
  readonly controlMeaning: string;
  readonly kept: string;
  readonly context: LensContext;
}): Measure {
  const random = input.context.random.split(input.name);
  const estimate = ratioOfMeans({
    numerator: input.foreign.errors,
    denominator: input.own.errors,
    paired: false,
    random,
  });
  const ownMean = mean(input.own.errors);
  const half = Math.floor(input.own.errors.length / 2);
  return measure({
    name: input.name,
    ...estimate,
    floor: {
      value:
        mean(input.own.errors.subarray(0, half)) / Math.max(mean(input.own.errors.subarray(half)), 1e-12),
      n: half,
      meaning: `one half of the autoencoder's own kind of ${input.kept} images over the other`,
    },
    control: {
      value: mean(input.control.errors) / Math.max(ownMean, 1e-12),
      meaning: input.controlMeaning,
      expected: "higher",
      margin: 0.1,
    },
    better: "neither",
  });
}

/** Explained variance, the set's own variance and the random-pair error: what an error means nothing without. */
function readingMeasures(
  name: string,
  { explained, ratio, errors, reconstruction }: Reading,
): readonly Measure[] {
  const n = errors.length;
  const pixels = reconstruction.data.length / n;
  return [
    measure({
      name: `explained variance, ${name}`,
      value: explained.value,
      ...(explained.reason ? { reason: explained.reason } : {}),
      ...(explained.interval ? { interval: explained.interval } : {}),
      n,
      better: "higher",
    }),
    measure({
      name: `mean squared error, ${name}`,
      value: explained.meanSquaredError / pixels,
      unit: "squared grey value",
      n,
      better: "lower",
    }),
    measure({
      name: `own variance of the images, ${name}`,
      value: explained.ownVariance / pixels,
      unit: "squared grey value",
      n,
      better: "neither",
    }),
    measure({ name: `mean error |x − x̂|, ${name}`, value: ratio.error, n, better: "lower" }),
    measure({
      name: `mean error of random pairs |x′ − x̂|, ${name}`,
      value: ratio.randomPairError,
      n,
      better: "neither",
    }),
    measure({
      name: `error over that of random pairs, ${name}`,
      value: ratio.value,
      ...(ratio.reason ? { reason: ratio.reason } : {}),
      ...(ratio.interval ? { interval: ratio.interval } : {}),
      n,
      better: "lower",
    }),
  ];
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
