import {
  type Batch,
  type LabelPart,
  type Latents,
  type LensContext,
  MemoryRunStore,
  type LatentSpec,
  type NdArray,
  Random,
  type Subject,
  sampleLatents,
} from "@ganlens/core";
import { arraySampleSet } from "../real/array-sample-set.ts";

const side = 8;
const pixels = side * side;

/** Smooth random fields: sums of `rank` fixed patterns with normal weights, squeezed into [0, 1]. */
export function fields(weights: NdArray, rank: number): NdArray {
  const count = weights.shape[0] as number;
  const width = weights.shape[1] as number;
  const patterns = Random.fromSeed(77).normal(rank * pixels);
  const data = new Float32Array(count * pixels);
  for (let i = 0; i < count; i++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      let value = 0;
      for (let k = 0; k < rank; k++)
        value += (weights.data[i * width + k] as number) * (patterns[k * pixels + pixel] as number);
      data[i * pixels + pixel] = 0.5 + (0.12 * value) / Math.sqrt(rank);
    }
  }
  return { data, shape: [count, side, side, 1] };
}

export interface PlantedOptions {
  /** Number of noise inputs. */
  readonly size: number;
  /** G: any function of the latents. */
  readonly generate: (latents: Latents, checkpoint: number | undefined) => NdArray;
  /** How many patterns real images are made of. */
  readonly realRank: number;
  readonly count?: number;
  readonly checkpoints?: readonly number[];
  readonly label?: Pick<LabelPart, "classes" | "distribution">;
}

/** A subject whose truth is known, with real images that are random fields of a known rank. */
export function plantedSubject({
  size,
  generate,
  realRank,
  count = 500,
  checkpoints = [],
  label,
}: PlantedOptions): Subject & {
  readonly generate: NonNullable<Subject["generate"]>;
  readonly real: NonNullable<Subject["real"]>;
} {
  const real = (split: string): Batch => {
    const n = split === "train" ? count : Math.floor(count / 2);
    const weights = Random.fromSeed(5)
      .split(split)
      .normal(n * realRank);
    return {
      x: fields({ data: weights, shape: [n, realRank] }, realRank),
      ids: Array.from({ length: n }, (_, i) => `${split}/${i}`),
    };
  };
  const spec: LatentSpec = {
    parts: [
      { kind: "noise", name: "noise", size, prior: "normal" },
      ...(label ? [{ kind: "label" as const, name: "label", ...label }] : []),
    ],
  };
  return {
    specificationVersion: 1,
    name: "planted",
    fingerprint: `planted-${size}-${realRank}-${generate.toString().length}`,
    imageShape: [side, side, 1],
    notes: [],
    latents: { spec, draw: (n, random) => sampleLatents(spec, n, random) },
    ...(checkpoints.length === 0 ? {} : { checkpoints }),
    generate: async (latents, at) => generate(latents, at?.checkpoint),
    real: {
      unseen: true,
      heldOutWords: "held-out real images",
      open: async (part) => arraySampleSet(real(part)),
    },
    dispose() {},
  };
}

/** The same with every value of its images between 0 and 1, as a subject's must be that is looked at from the start. */
export function withinUnit<S extends ReturnType<typeof plantedSubject>>(subject: S): S {
  const cut = ({ data, shape }: NdArray): NdArray => ({
    data: data.map((value) => Math.min(1, Math.max(0, value))),
    shape,
  });
  return {
    ...subject,
    generate: async (latents, at) => cut(await subject.generate(latents, at)),
    real: {
      ...subject.real,
      open: async (part) => {
        for await (const batch of (await subject.real.open(part)).batches({ batchSize: 1e6 })) {
          return arraySampleSet({ ...batch, x: cut(batch.x) });
        }
        throw new Error("Expected images.");
      },
    },
  };
}

/** What a lens is given, with everything it writes kept in memory. */
export function plantedContext(
  changes: Partial<LensContext> = {},
): LensContext & { readonly store: MemoryRunStore } {
  const store = new MemoryRunStore();
  return {
    effort: "quick",
    seed: 3,
    random: Random.fromSeed(3).split("lens"),
    signal: new AbortController().signal,
    clock: () => 0,
    trainingImages: true,
    progress: (stage, done) => ({ type: "lens-progress", lens: "planted", stage, done }),
    writeFile: (name, bytes) => store.write(`lenses/planted/${name}`, bytes),
    ...changes,
    store,
  };
}
