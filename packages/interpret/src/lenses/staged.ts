import type { LensProgress } from "@ganlens/core";

/** Passes the progress of a part, a share of it in [0, 1], on in the lens's own words. */
export async function* staged<T>(
  work: AsyncGenerator<number, T>,
  say: (done: number) => LensProgress,
): AsyncGenerator<LensProgress, T> {
  let next = await work.next();
  while (!next.done) {
    yield say(next.value);
    next = await work.next();
  }
  return next.value;
}
