import { Random, sha256Hex } from "@ganlens/core";
import type { DatasetSamples, DatasetSource } from "../samples/dataset-samples.ts";
import { drawnLicence } from "../samples/drawn-licence.ts";
import type { GaussianMixture } from "./gaussian-mixture.ts";

const trainCount = 20_000;
const heldOutCount = 5_000;

/**
 * A data set of 20,000 points to train on and 5,000 held out, drawn independently from a mixture.
 *
 * The draw is the same in every run, as if it were a file: a name stands for one set of points, whose classes are the modes.
 */
export function mixtureSource({
  name,
  description,
  mixture,
}: {
  readonly name: string;
  readonly description: string;
  readonly mixture: GaussianMixture;
}): DatasetSource {
  return { name, description, licence: drawnLicence, load: async () => drawSamples(name, mixture) };
}

function drawSamples(name: string, mixture: GaussianMixture): DatasetSamples {
  const count = trainCount + heldOutCount;
  const random = Random.fromSeed(0).split(name);
  const labels = random.split("mode").integers(count, { high: mixture.centres.length });
  const x = random.split("noise").normal(2 * count, { standardDeviation: mixture.standardDeviation });
  const factorCount = mixture.factors.length;
  const factors = new Int32Array(count * factorCount);
  for (let i = 0; i < count; i++) {
    const mode = labels[i] as number;
    const [centreX, centreY] = mixture.centres[mode] as readonly [number, number];
    x[2 * i] = (x[2 * i] as number) + centreX;
    x[2 * i + 1] = (x[2 * i + 1] as number) + centreY;
    factors.set(mixture.factorValues[mode] as readonly number[], i * factorCount);
  }
  const rows = Int32Array.from({ length: count }, (_, i) => i);
  return {
    info: {
      name,
      kind: "points",
      shape: [2],
      classes: mixture.modes,
      factors: mixture.factors,
      splits: { train: trainCount, "held-out": heldOutCount },
      licence: drawnLicence,
      sha256: sha256Hex(new Uint8Array(x.buffer, x.byteOffset, x.byteLength)),
    },
    x: { data: x, shape: [count, 2] },
    maximum: 1,
    ids: Array.from(rows, (row) => `${name}/${String(row).padStart(5, "0")}`),
    labels,
    factors: { data: factors, shape: [count, factorCount] },
    splits: { train: rows.subarray(0, trainCount), "held-out": rows.subarray(trainCount) },
  };
}
