import { DatasetInvalidError, type Factor, Random, sha256Hex, sizeOf } from "@ganlens/core";
import type { DatasetSamples, DatasetSource } from "../samples/dataset-samples.ts";
import type { GroundTruthData } from "./ground-truth-data.ts";

const trainCount = 5_000;
const heldOutCount = 2_000;
/** Images rendered at a time, and how often before data are given up that have too few different ones. */
const blockSize = 1_000;
const mostBlocks = 70;

/**
 * A data set of 5,000 images to train on and 2,000 held out, drawn from ground-truth data with a fixed seed and rendered as it is
 * opened; no image occurs twice. Its samples carry their factors, its classes are the values of the class factor.
 *
 * The draw is the same in every run, as if it were a file: pixels are rounded to bytes.
 */
export function groundTruthSource({
  description,
  data,
}: {
  readonly description: string;
  readonly data: GroundTruthData;
}): DatasetSource {
  return { name: data.name, description, load: async () => drawSamples(data) };
}

function drawSamples(data: GroundTruthData): DatasetSamples {
  const { name, classFactor, imageShape } = data;
  const count = trainCount + heldOutCount;
  const size = sizeOf(imageShape);
  const columns = data.factors.length;
  const pixels = new Uint8Array(count * size);
  const factors = new Int32Array(count * columns);
  const random = Random.fromSeed(0).split(name);
  // Every byte is a character of its own.
  const text = new TextDecoder("latin1");
  const seen = new Set<string>();
  for (let block = 0; seen.size < count; block++) {
    if (block === mostBlocks) {
      throw new DatasetInvalidError({
        message: `Expected ${count} different images of ${name}, found ${seen.size} among ${mostBlocks * blockSize}.`,
      });
    }
    const chosen = data.sampleFactors(blockSize, random.split(`block-${block}`));
    const rendered = data.renderFactors(chosen).data;
    const bytes = new Uint8Array(rendered.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = Math.round(255 * (rendered[i] as number));
    for (let i = 0; i < blockSize && seen.size < count; i++) {
      const image = bytes.subarray(i * size, (i + 1) * size);
      const content = text.decode(image);
      if (seen.has(content)) continue;
      pixels.set(image, seen.size * size);
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
      splits: { train: trainCount, "held-out": heldOutCount },
      licence: "none needed: drawn from a formula",
      sha256: sha256Hex(pixels),
    },
    x: { data: pixels, shape: [count, ...imageShape] },
    maximum: 255,
    ids: Array.from(rows, (row) => `${name}/${String(row).padStart(4, "0")}`),
    labels,
    factors: { data: factors, shape: [count, columns] },
    splits: { train: rows.subarray(0, trainCount), "held-out": rows.subarray(trainCount) },
  };
}
