/**
 * Runs long work to its end: every event goes to `onEvent`, the result is returned.
 *
 * @throws whatever the work throws
 */
export async function finish<E, R>(
  work: AsyncGenerator<E, R>,
  onEvent: (event: E) => void = () => {},
): Promise<R> {
  let next = await work.next();
  while (!next.done) {
    onEvent(next.value);
    next = await work.next();
  }
  return next.value;
}
