import { type NdArray, Random } from "@ganlens/core";
import { type FactorValues, factorValues, type GroundTruthData } from "@ganlens/datasets";
import { normalProbability } from "./normal-probability.ts";

/** Images that a generator never draws. */
export interface Gap {
  /** What is missing, for names and fingerprints: "no thick sevens". */
  readonly name: string;
  readonly keep: (values: FactorValues) => boolean;
}

/** How noise becomes factors. */
export interface LatentFactorsOptions {
  readonly data: GroundTruthData;
  /** How often each class is drawn, in proportion; all as often unless told. */
  readonly classWeights?: readonly number[] | undefined;
  readonly gap?: Gap | undefined;
  /** The class of each image, where it is not drawn by the noise. */
  readonly labels?: Int32Array | undefined;
}

/** Ways to turn the noise about before a gap is given up. */
const mostTurns = 200;

/**
 * Factors as a smooth function of noise: entry k of z, which is normal, is the factor of that place by u = Φ(z), evenly spread over
 * its values; the class, where no labels are given, is that of its entry's share of the weights. Further entries do nothing.
 *
 * Where that falls into the gap, z is turned about, entry by entry in another order and with other signs, until it does not: what
 * is drawn then is as good as drawn anew, and moves smoothly with z again.
 *
 * @param z `[n, size]`, normal, one entry for each factor (but for the class, where labels are given) or more
 * @returns indices into the factors' values, `[n, factors]`
 */
export function latentFactors(z: NdArray, options: LatentFactorsOptions): NdArray<Float64Array> {
  const { data, gap, labels } = options;
  const [count = 0, width = 0] = z.shape;
  const columns = data.factors.length;
  const indices = new Float64Array(count * columns);
  const turns: Turn[] = [];
  for (let i = 0; i < count; i++) {
    const noise = z.data.subarray(i * width, (i + 1) * width);
    let row = factorsAt(noise, options, labels?.[i]);
    for (let k = 0; gap !== undefined && !gap.keep(valuesOf(data, row)); k++) {
      if (k === mostTurns) throw new Error(`Expected ${gap.name} to leave something, found nothing.`);
      const turn = turns[k] ?? turnOf(k, width);
      turns[k] = turn;
      row = factorsAt(
        noise.map((_, at) => (turn.signs[at] as number) * (noise[turn.order[at] as number] as number)),
        options,
        labels?.[i],
      );
    }
    indices.set(row, i * columns);
  }
  return { data: indices, shape: [count, columns] };
}

interface Turn {
  readonly order: Int32Array;
  readonly signs: readonly number[];
}

function turnOf(k: number, width: number): Turn {
  const random = Random.fromSeed(k).split("turn");
  return {
    order: random.permutation(width),
    signs: Array.from(random.integers(width, { high: 2 }), (bit) => 2 * bit - 1),
  };
}

function valuesOf({ factors }: GroundTruthData, row: Float64Array): FactorValues {
  const values = factorValues(factors, { data: row, shape: [1, factors.length] });
  return Object.fromEntries(factors.map(({ name }, k) => [name, values[k] as number]));
}

function factorsAt(
  noise: Float32Array,
  { data, classWeights }: LatentFactorsOptions,
  label: number | undefined,
): Float64Array {
  let entry = 0;
  return Float64Array.from(data.factors, ({ kind, size }, k) => {
    if (k === data.classFactor && label !== undefined) return label;
    const share = normalProbability(noise[entry++] as number);
    if (kind === "class") return classAt(share, k === data.classFactor ? classWeights : undefined, size);
    return share * (kind === "cyclic" ? size : size - 1);
  });
}

/** The class in whose part of the whole a share lies. */
function classAt(share: number, weights: readonly number[] | undefined, size: number): number {
  if (weights === undefined) return Math.floor(share * size);
  let left = share * weights.reduce((sum, weight) => sum + weight, 0);
  return weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
}
