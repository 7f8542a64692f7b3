import { type Lens, unknownNameError } from "@ganlens/core";
import { compression } from "./compression/compression.ts";
import { distance } from "./distance/distance.ts";
import { identifiability } from "./identifiability/identifiability.ts";
import { reconstruction } from "./reconstruction/reconstruction.ts";

/** Every lens, in the order of reports. */
export const lenses: readonly Lens[] = [
  distance, //
  reconstruction,
  compression,
  identifiability,
] as readonly Lens[];

/**
 * The lens of that id.
 *
 * @throws {ConfigInvalidError} when there is none; the hint has the nearest known one
 */
export function findLens(id: string): Lens {
  const lens = lenses.find((candidate) => candidate.id === id);
  if (lens !== undefined) return lens;
  throw unknownNameError({ what: "lens", name: id, known: lenses.map((candidate) => candidate.id) });
}
