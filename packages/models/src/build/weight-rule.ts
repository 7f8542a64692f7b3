import { type Random, sizeOf } from "@ganlens/core";

/**
 * How one weight gets its first values.
 *
 * - `zeros`, `ones`
 * - `normal`: N(mean, standardDeviation²)
 * - `glorot-normal`: N(0, 2 / (fanIn + fanOut)), for layers that keep the scale (Glorot and Bengio 2010)
 * - `he-normal`: N(0, 2 / fanIn), for layers before a rectifier (He et al. 2015)
 */
export type WeightRule =
  | { readonly kind: "zeros" }
  | { readonly kind: "ones" }
  | { readonly kind: "normal"; readonly mean: number; readonly standardDeviation: number }
  | { readonly kind: "glorot-normal" }
  | { readonly kind: "he-normal" };

/** A weight as its rule sees it; `transposed` kernels keep their inputs last: [height, width, out, in]. */
export interface DrawnWeight {
  readonly weight: string;
  readonly shape: readonly number[];
  readonly transposed: boolean;
}

/** The rule of a weight whose architecture asks for nothing else, by the weight's name. */
export function defaultWeightRule(weight: string): WeightRule {
  if (weight === "kernel") return { kind: "glorot-normal" };
  return weight === "gamma" || weight === "moving_variance" ? { kind: "ones" } : { kind: "zeros" };
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
  const field = shape.slice(0, -2).reduce((product, side) => product * side, 1);
  const first = field * (shape.at(-2) ?? 1);
  const last = field * (shape.at(-1) ?? 1);
  const [fanIn, fanOut] = transposed ? [last, first] : [first, last];
  const variance = rule.kind === "he-normal" ? 2 / fanIn : 2 / (fanIn + fanOut);
  return random.normal(size, { standardDeviation: Math.sqrt(variance) });
}
