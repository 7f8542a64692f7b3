import type { LensResult } from "@ganlens/core";

/** The lens, and the data that it compared with where they are not the run's own. */
export function lensName({ lens, against, earlier }: LensResult): string {
  const at = earlier === undefined ? lens : `${lens}, step ${earlier}`;
  return against === undefined ? at : `${at}, against ${against.name}`;
}
