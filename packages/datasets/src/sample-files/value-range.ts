import { DatasetInvalidError, type DataType } from "@ganlens/core";
import { fileWords } from "./file-words.ts";
import type { SampleFileOptions, SampleRange } from "./sample-file.ts";

/** What rounding may put outside. */
const tolerance = 1e-3;
/** Values that go below this are not greys of [0, 1] that were sharpened a little. */
const clearlyNegative = -0.5;
/** The share of the range that values may lie outside it where it was given. */
const givenTolerance = 0.01;

/** Values with their type and extremes. */
export interface StoredValues {
  readonly dtype: DataType;
  readonly least: number;
  readonly greatest: number;
}

/**
 * Which values mean black and white.
 *
 * Bytes are 0 to 255 and truth values 0 and 1. Floats are [0, 1] when all lie there, [−1, 1] when all lie there and some below
 * −0.5; anything else must be given.
 *
 * @throws {DatasetInvalidError} when it must be given, or values lie outside what was given
 */
export function valueRange(
  { dtype, least, greatest }: StoredValues,
  { range: given, meaning = "samples" }: Pick<SampleFileOptions, "range" | "meaning">,
  source: string,
): SampleRange {
  const stored = dtype === "uint8" || dtype === "bool" ? "uint8" : "float";
  const found = `${short(least)} to ${short(greatest)}`;
  if (given !== undefined) {
    const [low, high] = given;
    const room = givenTolerance * (high - low);
    if (!(low < high)) {
      throw new DatasetInvalidError({
        message: `Expected a range from low to high, received ${low} to ${high}.`,
      });
    }
    if (least < low - room || greatest > high + room) {
      throw new DatasetInvalidError({
        message: `Expected the values of ${source} within ${low} to ${high}, found ${found}.`,
        hint: "Give the range that they were saved in.",
      });
    }
    return { low, high, stored, origin: "given" };
  }
  if (dtype === "uint8") return { low: 0, high: 255, stored, origin: "type" };
  if (dtype === "bool") return { low: 0, high: 1, stored, origin: "type" };
  if (dtype.startsWith("float") && greatest <= 1 + tolerance) {
    if (least >= -tolerance) return { low: 0, high: 1, stored, origin: "found" };
    if (least >= -1 - tolerance && least <= clearlyNegative)
      return { low: -1, high: 1, stored, origin: "found" };
  }
  const guess = least < 0 ? ([-1, 1] as const) : greatest <= 1 ? ([0, 1] as const) : ([0, 255] as const);
  throw new DatasetInvalidError({
    message: `Expected ${source} to hold bytes, or floats that are clearly of 0 to 1 or −1 to 1; found ${dtype} from ${found}.`,
    hint: fileWords[meaning].range(guess),
  });
}

function short(value: number): string {
  return String(Number(value.toPrecision(5)));
}
