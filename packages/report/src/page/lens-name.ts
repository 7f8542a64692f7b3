import type { LensResult } from "@ganlens/core";

/** "rate-distortion" → "Rate distortion", and the data that it compared with where they are not the run's own. */
export function lensName({ lens, against, earlier }: LensResult): string {
  const words = lens.replaceAll("-", " ");
  const name = words.charAt(0).toUpperCase() + words.slice(1);
  const at = earlier === undefined ? name : `${name}, step ${earlier}`;
  return against === undefined ? at : `${at}, against ${against.name}`;
}
