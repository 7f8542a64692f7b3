import { RunUnsupportedError } from "@ganlens/core";
import { short } from "../words/numbers.ts";

/** A share in words: 0.05 → "5 %". */
export function shareInWords(share: number): string {
  return `${short(100 * share)} %`;
}

/**
 * How many of `count` things a share of them is, rounded.
 *
 * @throws {RunUnsupportedError} when that is none
 */
export function shareOf(share: number, count: number, what: string): number {
  const part = Math.round(share * count);
  if (part > 0) return part;
  throw new RunUnsupportedError({
    message: `Expected at least ${Math.ceil(0.5 / share)} ${what} to take ${shareInWords(share)} of them, received ${count}.`,
    hint: "Give more images, or a greater share.",
  });
}
