import type { Random } from "@ganlens/core";
import { type Features, predictLinear } from "@ganlens/metrics";

/** Rows whose distances to each other say how far apart images lie. */
const compared = 200;
/** The width of the kernel that the features stand for, as a share of the median distance of two images. */
const width = 0.8;

/**
 * The first layer of a network of one hidden layer, drawn at random and never trained: φ(x) = √(2/units)·cos(xW + b).
 *
 * W is normal with standard deviation 1/(0.8·median distance of two rows of `scale`), b uniform in [0, 2π): φ(x)·φ(y) is about
 * exp(−|x − y|²/2σ²), and a linear read-out of it is about as good as a network of that size that was trained, at a hundredth of
 * the time.
 *
 * @param scale `[m, d]`, m ≥ 2: rows that say how far apart images lie
 * @returns from `[n, d]` to `[n, units]`
 * @see Rahimi and Recht 2007
 */
export function randomFeatures({
  scale,
  units,
  random,
}: {
  readonly scale: Features;
  readonly units: number;
  readonly random: Random;
}): (x: Features) => Features & { readonly data: Float64Array } {
  const inputs = scale.shape[1] as number;
  const sigma = width * medianDistance(scale);
  const weights = Float64Array.from(random.split("weights").normal(inputs * units), (value) => value / sigma);
  const intercept = Float64Array.from(random.split("phases").uniform(units, { high: 2 * Math.PI }));
  const model = { weights: { data: weights, shape: [inputs, units] as [number, number] }, intercept };
  const height = Math.sqrt(2 / units);
  return (x) => {
    const { data, shape } = predictLinear(model, x);
    for (let i = 0; i < data.length; i++) data[i] = height * Math.cos(data[i] as number);
    return { data, shape };
  };
}

/** The median distance of two of the first rows, 1 where they are all the same. */
function medianDistance({ data, shape: [count = 0, size = 0] }: Features): number {
  const n = Math.min(count, compared);
  const distances: number[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++) {
        sum += ((data[i * size + k] as number) - (data[j * size + k] as number)) ** 2;
      }
      distances.push(sum);
    }
  }
  distances.sort((a, b) => a - b);
  return Math.sqrt(distances[distances.length >> 1] ?? 0) || 1;
}
