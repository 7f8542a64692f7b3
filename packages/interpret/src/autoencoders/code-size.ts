import type { ModelSpec } from "@ganlens/models";

/** The code size at which an autoencoder is read: the largest that it has up to the one asked for, else its smallest; undefined where it has one alone. */
export function codeSizeOf({ codes }: ModelSpec, most: number): number | undefined {
  const sizes = codes as readonly number[] | undefined;
  return sizes?.findLast((size) => size <= most) ?? sizes?.[0];
}
