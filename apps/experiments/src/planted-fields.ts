import type { NdArray, Random } from "@ganlens/core";
import { orthonormalRows } from "@ganlens/metrics";

/** Height and width of a picture. */
const side = 16;
/** Noise inputs. */
export const noiseSize = 16;

/**
 * What one smooth pattern of a picture is weighed by: `linear`, noise along a direction; `part`, the same and something that nothing
 * can be read from, so that R² of the direction is `share` at most; `wave`, a wave along a direction that is far shorter than the
 * prior is wide: it moves the picture and cannot be read; `hash`, normal and of all the noise, and nothing can be read from it.
 */
export type Paint =
  | { readonly kind: "linear"; readonly amplitude: number }
  | { readonly kind: "part"; readonly amplitude: number; readonly share: number }
  | { readonly kind: "wave"; readonly amplitude: number; readonly frequency: number }
  | { readonly kind: "hash"; readonly amplitude: number };

/** A generator of smooth fields whose truth is known. */
export interface PlantedFields {
  /** The direction of each pattern, of length 1. */
  readonly directions: readonly Float64Array[];
  generate(z: NdArray): NdArray;
  /** E[JᵀJ], J by central differences of this step, [d, d]; of generators without `part` and `hash`, whose pictures jump. */
  sensitivity(step: number): NdArray<Float64Array>;
}

/**
 * Pictures of 16 × 16, grey plus one smooth pattern for each paint; patterns are cosines in both directions, orthogonal and of one
 * size, dealt out anew for each random.
 *
 * @param directions a direction for each paint, in their order
 */
export function plantedFields({
  paints,
  directions,
  random,
}: {
  readonly paints: readonly Paint[];
  readonly directions: readonly Float64Array[];
  readonly random: Random;
}): PlantedFields {
  const order = random.split("patterns").permutation(modes.length);
  const patterns = paints.map((_, k) => patternOf(modes[order[k] as number] as Mode));
  return {
    directions,
    generate({ data, shape }) {
      const count = shape[0] as number;
      const x = new Float32Array(count * side * side).fill(0.5);
      for (let image = 0; image < count; image++) {
        const noise = data.subarray(image * noiseSize, (image + 1) * noiseSize);
        for (const [k, paint] of paints.entries()) {
          const weight = weightOf(paint, { noise, direction: directions[k] as Float64Array, k });
          const pattern = patterns[k] as Float64Array;
          for (let pixel = 0, at = image * side * side; pixel < side * side; pixel++, at++) {
            x[at] = (x[at] as number) + weight * (pattern[pixel] as number);
          }
        }
      }
      return { data: x.map((value) => Math.min(1, Math.max(0, value))), shape: [count, side, side, 1] };
    },
    sensitivity(step) {
      const sum = new Float64Array(noiseSize * noiseSize);
      for (const [k, paint] of paints.entries()) {
        const slope = slopeOf(paint, directions[k] as Float64Array, step);
        for (let at = 0; at < sum.length; at++) {
          const product = (slope[Math.floor(at / noiseSize)] as number) * (slope[at % noiseSize] as number);
          sum[at] = (sum[at] as number) + patternSize * product;
        }
      }
      return { data: sum, shape: [noiseSize, noiseSize] };
    },
  };
}

type Mode = readonly [number, number];

const modes: readonly Mode[] = Array.from({ length: 15 }, (_, i) => [(i + 1) >> 2, (i + 1) % 4] as const);

/** Σ of a pattern's squares. */
const patternSize = (side * side) / 4;

function patternOf([down, right]: Mode): Float64Array {
  const scale = (down === 0 ? Math.SQRT1_2 : 1) * (right === 0 ? Math.SQRT1_2 : 1);
  return Float64Array.from({ length: side * side }, (_, at) => {
    const [row, column] = [Math.floor(at / side), at % side];
    const wave = (mode: number, place: number): number => Math.cos((Math.PI * mode * (place + 0.5)) / side);
    return scale * wave(down, row) * wave(right, column);
  });
}

function weightOf(
  paint: Paint,
  {
    noise,
    direction,
    k,
  }: { readonly noise: Float32Array; readonly direction: Float64Array; readonly k: number },
): number {
  let along = 0;
  for (let i = 0; i < noise.length; i++) along += (noise[i] as number) * (direction[i] as number);
  switch (paint.kind) {
    case "linear":
      return paint.amplitude * along;
    case "part":
      return (
        paint.amplitude * (Math.sqrt(paint.share) * along + Math.sqrt(1 - paint.share) * hashed(noise, k))
      );
    case "wave":
      return paint.amplitude * Math.sin(paint.frequency * along);
    case "hash":
      return paint.amplitude * hashed(noise, k);
  }
}

/** The root of the mean square of a weight's central differences by each entry of the noise, with their signs. */
function slopeOf(paint: Paint, direction: Float64Array, step: number): Float64Array {
  if (paint.kind === "linear") return direction.map((unit) => paint.amplitude * unit);
  if (paint.kind !== "wave") throw new Error(`Expected a weight that does not jump, received ${paint.kind}.`);
  const { amplitude, frequency } = paint;
  // (sin(a + b) − sin(a − b)) / 2ε = cos a · sin b / ε, and the mean of cos² over a normal a of deviation ω is (1 + e^−2ω²) / 2.
  const mean = amplitude * Math.sqrt((1 + Math.exp(-2 * frequency ** 2)) / 2);
  return direction.map((unit) => (mean * Math.sin(frequency * unit * step)) / step);
}

/** A number, normal over noise that is drawn, that has nothing to do with noise of other bits: Box and Muller's of two hashes. */
function hashed(noise: Float32Array, k: number): number {
  const bits = new Uint32Array(noise.buffer, noise.byteOffset, noise.length);
  const uniform = (salt: number): number => {
    let state = Math.imul(salt, 0x9e3779b1);
    for (const word of bits) {
      state = Math.imul(state ^ word, 0x85ebca6b);
      state ^= state >>> 13;
      state = Math.imul(state, 0xc2b2ae35);
      state ^= state >>> 16;
    }
    return ((state >>> 0) + 0.5) * 2 ** -32;
  };
  return Math.sqrt(-2 * Math.log(uniform(2 * k + 1))) * Math.cos(2 * Math.PI * uniform(2 * k + 2));
}

/** Orthonormal directions, drawn evenly from all: Gram and Schmidt's of normal numbers. */
export function orthonormalDirections(count: number, random: Random): readonly Float64Array[] {
  if (count === 0) return [];
  const { data } = orthonormalRows(
    { data: random.normal(count * noiseSize), shape: [count, noiseSize] },
    "orthonormalDirections",
  );
  return Array.from({ length: count }, (_, k) => data.slice(k * noiseSize, (k + 1) * noiseSize));
}
