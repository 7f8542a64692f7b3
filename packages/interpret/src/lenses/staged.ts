import type { LensProgress } from "@ganlens/core";

/**
 * Passes the progress of a part, a share of it in [0, 1], on in the lens's own words. Left before its end, the part still gets to
 * free what it holds.
 */
export async function* staged<T>(
  work: AsyncGenerator<number, T>,
  say: (done: number) => LensProgress,
): AsyncGenerator<LensProgress, T> {
  let next = await work.next();
  try {
    while (!next.done) {
      yield say(next.value);
      next = await work.next();
    }
    return next.value;
  } finally {
    if (!next.done) await work.return(undefined as never);
  }
}
