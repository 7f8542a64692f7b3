import { type Random, sizeOf } from "@ganlens/core";

/**
 * How one weight gets its first values.
 *
 * - `zeros`, `ones`
 * - `normal`: N(mean, standardDeviation²)
 * - `glorot-normal`: N(0, 2 / (fanIn + fanOut)), for layers that keep the scale (Glorot and Bengio 2010)
 * - `he-normal`: N(0, 2 / fanIn), for layers before a rectifier (He et al. 2015)
 * - `codebook`: U(−1 / K, 1 / K) for K rows, for the entries of a vector quantiser
 */
export type WeightRule =
  | { readonly kind: "zeros" }
  | { readonly kind: "ones" }
  | { readonly kind: "normal"; readonly mean: number; readonly standardDeviation: number }
  | { readonly kind: "glorot-normal" }
  | { readonly kind: "he-normal" }
  | { readonly kind: "codebook" };

/** A weight as its rule sees it; `transposed` kernels keep their inputs last: [height, width, out, in]. */
export interface DrawnWeight {
  readonly weight: string;
  readonly shape: readonly number[];
  readonly transposed: boolean;
}

const startAtOne: ReadonlySet<string> = new Set(["gamma", "moving_variance", "cluster_size", "style_bias"]);

/** The rule of a weight whose architecture asks for nothing else, by the weight's name. */
export function defaultWeightRule(weight: string): WeightRule {
  if (weight === "kernel" || weight.endsWith("_kernel")) return { kind: "glorot-normal" };
  if (weight === "codebook") return { kind: "codebook" };
  // Where the power iteration of spectral normalisation starts.
  if (weight === "u") return { kind: "normal", mean: 0, standardDeviation: 1 };
  return { kind: startAtOne.has(weight) ? "ones" : "zeros" };
}

/** The first values of one weight, drawn from its own generator: the same on every backend. */
export function drawWeight(
  rule: WeightRule,
  { shape, transposed }: DrawnWeight,
  random: Random,
): Float32Array {
  const size = sizeOf(shape);
  if (rule.kind === "zeros") return new Float32Array(size);
  if (rule.kind === "ones") return new Float32Array(size).fill(1);
  if (rule.kind === "normal") return random.normal(size, rule);
  if (rule.kind === "codebook") {
    const bound = 1 / (shape[0] as number);
    return random.uniform(size, { low: -bound, high: bound });
  }
  const field = shape.slice(0, -2).reduce((product, side) => product * side, 1);
  const first = field * (shape.at(-2) ?? 1);
  const last = field * (shape.at(-1) ?? 1);
  const [fanIn, fanOut] = transposed ? [last, first] : [first, last];
  const variance = rule.kind === "he-normal" ? 2 / fanIn : 2 / (fanIn + fanOut);
  return random.normal(size, { standardDeviation: Math.sqrt(variance) });
}
