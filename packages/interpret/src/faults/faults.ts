import { unknownNameError } from "@ganlens/core";
import { blockLost } from "./block-lost.ts";
import { blur } from "./blur.ts";
import { brightening } from "./brightening.ts";
import { checkerboard } from "./checkerboard.ts";
import { classMissing } from "./class-missing.ts";
import { classOverdrawn } from "./class-overdrawn.ts";
import { cornerLost } from "./corner-lost.ts";
import { dilation } from "./dilation.ts";
import { duplicates } from "./duplicates.ts";
import { exactCopies } from "./exact-copies.ts";
import { fading } from "./fading.ts";
import type { Fault } from "./fault.ts";
import { fewImages } from "./few-images.ts";
import { interpolations } from "./interpolations.ts";
import { kindMissing } from "./kind-missing.ts";
import { noise } from "./noise.ts";
import { noisedCopies } from "./noised-copies.ts";
import { partCopies } from "./part-copies.ts";
import { shift } from "./shift.ts";
import { shiftedCopies } from "./shifted-copies.ts";
import { slanted } from "./slanted.ts";
import { valueRange } from "./value-range.ts";

/** Every fault that can be planted: copies, what is missing or repeated, and what is wrong with every image. */
export const faults: readonly Fault[] = [
  exactCopies,
  shiftedCopies,
  noisedCopies,
  partCopies,
  interpolations,
  classMissing,
  classOverdrawn,
  kindMissing,
  fewImages,
  duplicates,
  blur,
  noise,
  dilation,
  shift,
  slanted,
  fading,
  brightening,
  valueRange,
  checkerboard,
  cornerLost,
  blockLost,
];

/**
 * The fault of that id.
 *
 * @throws {ConfigInvalidError} when there is none; the hint has the nearest known one
 */
export function findFault(id: string): Fault {
  const fault = faults.find((candidate) => candidate.id === id);
  if (fault !== undefined) return fault;
  throw unknownNameError({ what: "fault", name: id, known: faults.map((candidate) => candidate.id) });
}
