import { type Lens, unknownNameError } from "@ganlens/core";
import { compression } from "./compression/compression.ts";
import { coverage } from "./coverage/coverage.ts";
import { distance } from "./distance/distance.ts";
import { identifiability } from "./identifiability/identifiability.ts";
import { memorisation } from "./memorisation/memorisation.ts";
import { reconstruction } from "./reconstruction/reconstruction.ts";
import { tell } from "./tell/tell.ts";
import { usefulness } from "./usefulness/usefulness.ts";

/** A lens, and what it may cost. */
export interface RegisteredLens {
  readonly lens: Lens;
  /**
   * Seconds that it may take at `quick`, with all that it looks at beside the generator, on two cores with wasm: `pnpm bench
   * interpret` says what it does take.
   */
  readonly budget: number;
}

const register = <O>(lens: Lens<O>, budget: number): RegisteredLens => ({ lens: lens as Lens, budget });

/** Every lens with its budget, in the order of reports; the first four may take a minute together, the next four another one. */
export const lensRegistry: readonly RegisteredLens[] = [
  register(distance, 13),
  register(reconstruction, 24),
  register(compression, 10),
  register(identifiability, 13),
  register(memorisation, 15),
  register(coverage, 15),
  register(tell, 15),
  register(usefulness, 15),
];

/** Every lens, in the order of reports. */
export const lenses: readonly Lens[] = lensRegistry.map(({ lens }) => lens);

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
