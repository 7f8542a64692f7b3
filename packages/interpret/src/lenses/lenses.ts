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
  /** Networks that it trains at `quick` and that do not depend on each other: in so many threads it can be faster when it is asked alone. */
  readonly networks: number;
}

const register = <O>(
  lens: Lens<O>,
  { budget, networks }: Pick<RegisteredLens, "budget" | "networks">,
): RegisteredLens => ({ lens: lens as Lens, budget, networks });

/** Every lens with its budget, in the order of reports; the first four may take a minute together, the next four another one. */
export const lensRegistry: readonly RegisteredLens[] = [
  register(distance, { budget: 13, networks: 0 }),
  register(reconstruction, { budget: 24, networks: 2 }),
  register(compression, { budget: 10, networks: 2 }),
  register(identifiability, { budget: 13, networks: 1 }),
  register(memorisation, { budget: 15, networks: 1 }),
  register(coverage, { budget: 15, networks: 1 }),
  register(tell, { budget: 15, networks: 1 }),
  register(usefulness, { budget: 15, networks: 2 }),
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
