import { type NdArray, Random, sha256Hex } from "@ganlens/core";
import type { FaultInput } from "../faults/fault.ts";
import { findFault } from "../faults/faults.ts";

export const count = 200;
export const side = 8;

/** Images whose values are all different, so that every image and every place can be told apart. */
export function images(n: number, channels: number, seed: number): NdArray {
  const random = Random.fromSeed(seed);
  return { data: random.uniform(n * side * side * channels), shape: [n, side, side, channels] };
}

export function inputOf(channels: number, seed = 1): FaultInput {
  return {
    images: images(count, channels, 10),
    labels: Int32Array.from({ length: count }, (_, i) => i % 4),
    training: images(150, channels, 11),
    random: Random.fromSeed(seed),
  };
}

/** A strength that 200 images can hold. */
export const strengthsHere = (id: string): readonly number[] =>
  id === "few-images" ? [60, 1] : findFault(id).strengths;
export const rowsOf = ({ data, shape }: NdArray): Float32Array[] => {
  const size = data.length / (shape[0] as number);
  return Array.from({ length: shape[0] as number }, (_, i) => data.slice(i * size, (i + 1) * size));
};
export const names = (array: NdArray): string[] => rowsOf(array).map((row) => row.join());
/** Places of images that are not what they were. */
export const changedRows = (before: NdArray, after: NdArray): number[] => {
  const old = names(before);
  return names(after).flatMap((row, i) => (row === old[i] ? [] : [i]));
};
/** Thousands of values are told apart by hash: comparing them one by one takes seconds. */
export const hash = (data: Float32Array): string => sha256Hex(new Uint8Array(data.slice().buffer));
export const plant = (id: string, strength: number, input: FaultInput = inputOf(1)): NdArray =>
  findFault(id).plant(input, strength);
