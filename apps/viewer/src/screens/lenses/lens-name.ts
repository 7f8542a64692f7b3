import type { LensResult } from "@ganlens/core";

/** The lens, and the data that it compared with where they are not the run's own. */
export function lensName({ lens, against }: LensResult): string {
  return against === undefined ? lens : `${lens}, against ${against.name}`;
}
