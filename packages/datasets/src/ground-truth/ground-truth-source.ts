import {
  ConfigInvalidError,
  DatasetInvalidError,
  type Factor,
  Random,
  sha256Hex,
  sizeOf,
} from "@ganlens/core";
import type { DatasetSamples, DatasetSource } from "../samples/dataset-samples.ts";
import { drawnLicence } from "../samples/drawn-licence.ts";
import { type PairedFactors, pairedFactors } from "./correlated-pairs.ts";
import type { CorrelatedPair, GroundTruthData, SampleFactorsOptions } from "./ground-truth-data.ts";
import { type MissingCombination, missingCombinations } from "./missing-combinations.ts";

/** Images rendered at a time, and how many are drawn for one that is new before data are given up that have too few. */
const blockSize = 1_000;
const mostDraws = 10;
/** Images are bytes in memory. */
const mostBytes = 2 ** 30;

/** Which images a set of ground-truth data holds. */
export interface GroundTruthPlan {
  /** Images to train on, 5,000 unless told. */
  readonly count?: number | undefined;
  /** Images held out, 2,000 unless told. */
  readonly heldOut?: number | undefined;
  /** Which draw it is, 0 unless told. */
  readonly seed?: number | undefined;
  readonly missing?: readonly MissingCombination[] | undefined;
  readonly correlated?: readonly CorrelatedPair[] | undefined;
}

/**
 * A data set of images to train on and others held out, drawn from ground-truth data with a fixed seed and rendered as it is opened; no
 * image occurs twice. Its samples carry their factors and masks, its classes are the values of the class factor. Held-out images follow
 * the same plan as those that are trained on.
 *
 * The draw is the same in every run, as if it were a file: pixels are rounded to bytes.
 *
 * @throws {ConfigInvalidError} for a plan that cannot be followed
 */
export function groundTruthSource({
  description,
  data,
  plan = {},
}: {
  readonly description: string;
  readonly data: GroundTruthData;
  readonly plan?: GroundTruthPlan;
}): DatasetSource {
  const { count = 5_000, heldOut = 2_000, seed = 0, missing = [], correlated = [] } = plan;
  const name = [
    data.name,
    ...(missing.length === 0 ? [] : ["gap"]),
    ...(correlated.length === 0 ? [] : ["correlated"]),
  ].join("-");
  const bytes = (count + heldOut) * sizeOf(data.imageShape) * (1 + (data.parts?.length ?? 0));
  if (bytes > mostBytes) {
    throw new ConfigInvalidError({
      message: `Expected ${name} to take at most ${mostBytes / 2 ** 20} MiB, but ${count + heldOut} images with their masks take ${Math.ceil(bytes / 2 ** 20)}.`,
      hint: "Ask for fewer or smaller images.",
    });
  }
  const absent = missingCombinations(data.factors, missing);
  const pairs = pairedFactors(data.factors, correlated);
  return {
    name,
    description,
    licence: drawnLicence,
    load: async () =>
      drawSamples(data, {
        name,
        trainCount: count,
        heldOutCount: heldOut,
        random: Random.fromSeed(seed).split(data.name),
        options: { ...(missing.length === 0 ? {} : { keep: absent.keep }), correlated },
        notes: [
          ...absent.notes,
          ...correlated.map(({ factors, strength }, i) => {
            const sigma = (pairs[i] as PairedFactors).sigma.toFixed(3);
            return `Drawn together: ${factors.join(" and ")}, with a correlation of ${strength} (σ = ${sigma}).`;
          }),
        ],
      }),
  };
}

interface Draw {
  readonly name: string;
  readonly trainCount: number;
  readonly heldOutCount: number;
  readonly random: Random;
  readonly options: SampleFactorsOptions;
  readonly notes: readonly string[];
}

function drawSamples(
  data: GroundTruthData,
  { name, trainCount, heldOutCount, random, options, notes }: Draw,
): DatasetSamples {
  const { classFactor, imageShape, parts } = data;
  const count = trainCount + heldOutCount;
  const size = sizeOf(imageShape);
  const columns = data.factors.length;
  const pixels = new Uint8Array(count * size);
  const factors = new Int32Array(count * columns);
  const masked = (parts?.length ?? 0) * (imageShape[0] * imageShape[1]);
  const masks = new Uint8Array(count * masked);
  const mostBlocks = Math.max(70, Math.ceil((mostDraws * count) / blockSize));
  // Every byte is a character of its own.
  const text = new TextDecoder("latin1");
  const seen = new Set<string>();
  for (let block = 0; seen.size < count; block++) {
    if (block === mostBlocks) {
      throw new DatasetInvalidError({
        message: `Expected ${count} different images of ${name}, found ${seen.size} among ${mostBlocks * blockSize}.`,
        hint: "Ask for fewer images, or let less be missing.",
      });
    }
    const chosen = data.sampleFactors(blockSize, random.split(`block-${block}`), options);
    const { data: rendered, masks: drawnMasks } = data.renderFactors(chosen);
    const bytes = new Uint8Array(rendered.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = Math.round(255 * (rendered[i] as number));
    for (let i = 0; i < blockSize && seen.size < count; i++) {
      const image = bytes.subarray(i * size, (i + 1) * size);
      const content = text.decode(image);
      if (seen.has(content)) continue;
      pixels.set(image, seen.size * size);
      if (drawnMasks !== undefined) {
        masks.set(drawnMasks.data.subarray(i * masked, (i + 1) * masked), seen.size * masked);
      }
      factors.set(chosen.data.subarray(i * columns, (i + 1) * columns), seen.size * columns);
      seen.add(content);
    }
  }
  const classes = data.factors[classFactor] as GroundTruthData["factors"][number];
  const labels = Int32Array.from({ length: count }, (_, i) => factors[i * columns + classFactor] as number);
  const rows = Int32Array.from({ length: count }, (_, i) => i);
  return {
    info: {
      name,
      kind: "image",
      shape: imageShape,
      classes: classes.names ?? classes.values.map(String),
      classCounts: classes.values.map((_, label) => labels.filter((each) => each === label).length),
      factors: data.factors.map(({ name, size, values }): Factor => ({ name, size, values })),
      ...(parts === undefined ? {} : { parts }),
      splits: { train: trainCount, "held-out": heldOutCount },
      licence: drawnLicence,
      sha256: sha256Hex(pixels),
    },
    x: { data: pixels, shape: [count, ...imageShape] },
    maximum: 255,
    ids: Array.from(rows, (row) => `${name}/${String(row).padStart(4, "0")}`),
    notes,
    labels,
    factors: { data: factors, shape: [count, columns] },
    ...(parts === undefined
      ? {}
      : { masks: { data: masks, shape: [count, parts.length, imageShape[0], imageShape[1]] } }),
    splits: { train: rows.subarray(0, trainCount), "held-out": rows.subarray(trainCount) },
  };
}
