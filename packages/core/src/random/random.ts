import * as z from "zod";
import { ConfigInvalidError } from "../errors/config-invalid-error.ts";
import { sha256Hex } from "../hash/sha256.ts";
import { philox4x32 } from "./philox.ts";
import { type PhiloxFill, philoxVectors } from "./philox-vectors.ts";

/** All that a {@link Random} is: restoring it continues the same sequence. */
export interface RandomState {
  /** Two unsigned 32-bit words, derived from the seed and the names of the splits. */
  readonly key: readonly [number, number];
  /** Number of 128-bit blocks drawn so far. */
  readonly blocks: number;
}

const word = z.int().min(0).max(0xffffffff);

export const randomStateSchema: z.ZodType<RandomState> = z.strictObject({
  key: z.tuple([word, word]),
  blocks: z.int().nonnegative(),
});

/** Below this a call across is not worth it, and nothing needs to be compiled. */
const fewBlocks = 16;

const fillPlainly: PhiloxFill = (index, key, out) => {
  for (let block = 0; 4 * block < out.length; block++) {
    const at = index + block;
    philox4x32([at >>> 0, Math.floor(at / 0x100000000) >>> 0, 0, 0], key, out, block * 4);
  }
};

let fastest: PhiloxFill | undefined;

function philoxFill(): PhiloxFill {
  fastest ??= philoxVectors() ?? fillPlainly;
  return fastest;
}

/**
 * Seeded random numbers that are the same on every machine and backend: counter-based Philox4x32-10.
 *
 * {@link split} gives independent generators by name without drawing from this one, so that adding a consumer never
 * changes what another one sees. Every method draws whole 128-bit blocks.
 */
export class Random {
  readonly #key: readonly [number, number];
  #blocks: number;

  private constructor(state: RandomState) {
    this.#key = state.key;
    this.#blocks = state.blocks;
  }

  /**
   * A generator for a seed.
   *
   * @param seed an integer in [0, 2⁵³)
   * @throws {ConfigInvalidError} for any other seed
   */
  static fromSeed(seed: number): Random {
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new ConfigInvalidError({
        message: `Expected a seed that is an integer of at least 0, received ${seed}.`,
      });
    }
    return new Random({ key: [seed >>> 0, Math.floor(seed / 0x100000000) >>> 0], blocks: 0 });
  }

  /** A generator that goes on where `state` was taken. */
  static fromState(state: RandomState): Random {
    return new Random(randomStateSchema.parse(state));
  }

  /** What {@link Random.fromState} needs to go on from here. */
  get state(): RandomState {
    return { key: this.#key, blocks: this.#blocks };
  }

  /** An independent generator named `name`; the same name always gives the same one, and nothing is drawn here. */
  split(name: string): Random {
    const bytes = new TextEncoder().encode(`${this.#key[0]},${this.#key[1]}/${name}`);
    const hash = sha256Hex(bytes);
    return new Random({
      key: [Number.parseInt(hash.slice(0, 8), 16), Number.parseInt(hash.slice(8, 16), 16)],
      blocks: 0,
    });
  }

  /** `count` unsigned 32-bit words, uniform. */
  words(count: number): Uint32Array {
    const blocks = Math.ceil(count / 4);
    const out = new Uint32Array(blocks * 4);
    (blocks < fewBlocks ? fillPlainly : philoxFill())(this.#blocks, this.#key, out);
    this.#blocks += blocks;
    return out.subarray(0, count);
  }

  /** `count` numbers uniform in [low, high), on a grid of 2⁻²⁴ of the range; by default [0, 1). */
  uniform(count: number, { low = 0, high = 1 }: { low?: number; high?: number } = {}): Float32Array {
    const words = this.words(count);
    const out = new Float32Array(count);
    const scale = (high - low) * 2 ** -24;
    for (let i = 0; i < count; i++) out[i] = low + ((words[i] as number) >>> 8) * scale;
    return out;
  }

  /** `count` numbers from N(mean, standardDeviation²), by Box and Muller's transform. */
  normal(
    count: number,
    { mean = 0, standardDeviation = 1 }: { mean?: number; standardDeviation?: number } = {},
  ): Float32Array {
    const pairs = Math.ceil(count / 2);
    const words = this.words(pairs * 2);
    const out = new Float32Array(count);
    for (let pair = 0; pair < pairs; pair++) {
      const radius = Math.sqrt(-2 * Math.log(((words[2 * pair] as number) + 1) * 2 ** -32));
      const angle = 2 * Math.PI * ((words[2 * pair + 1] as number) * 2 ** -32);
      out[2 * pair] = mean + standardDeviation * radius * Math.cos(angle);
      if (2 * pair + 1 < count) out[2 * pair + 1] = mean + standardDeviation * radius * Math.sin(angle);
    }
    return out;
  }

  /**
   * `count` integers uniform in [low, high), without modulo bias beyond 2⁻³².
   *
   * @throws {ConfigInvalidError} when the range is empty or wider than 2³¹
   */
  integers(count: number, { low = 0, high }: { low?: number; high: number }): Int32Array {
    const range = high - low;
    if (!Number.isInteger(low) || !Number.isInteger(high) || range < 1 || range > 2 ** 31) {
      throw new ConfigInvalidError({
        message: `Expected integers low < high at most 2^31 apart, received ${low} and ${high}.`,
      });
    }
    const words = this.words(count);
    const out = new Int32Array(count);
    const scale = range * 2 ** -32;
    for (let i = 0; i < count; i++) out[i] = low + (((words[i] as number) * scale) | 0);
    return out;
  }

  /** The numbers 0 … count − 1 in random order (Fisher and Yates). */
  permutation(count: number): Int32Array {
    const out = Int32Array.from({ length: count }, (_, i) => i);
    const words = this.words(count);
    for (let i = count - 1; i > 0; i--) {
      const j = Math.floor((words[i] as number) * 2 ** -32 * (i + 1));
      const held = out[i] as number;
      out[i] = out[j] as number;
      out[j] = held;
    }
    return out;
  }

  /**
   * `count` draws from 0 … weights.length − 1 with replacement, in proportion to `weights`.
   *
   * @throws {ConfigInvalidError} when a weight is negative or not finite, or all are 0
   */
  choice(count: number, weights: readonly number[]): Int32Array {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    if (!(total > 0) || weights.some((weight) => !(weight >= 0)) || !Number.isFinite(total)) {
      throw new ConfigInvalidError({
        message: `Expected weights ≥ 0 with a positive sum, received [${weights}].`,
      });
    }
    let sum = 0;
    const cumulative = weights.map((weight) => {
      sum += weight;
      return sum;
    });
    const last = weights.findLastIndex((weight) => weight > 0);
    const words = this.words(count);
    return Int32Array.from({ length: count }, (_, i) => {
      const target = (words[i] as number) * 2 ** -32 * total;
      const found = cumulative.findIndex((edge) => target < edge);
      return found === -1 ? last : found;
    });
  }
}
