import { afterAll, beforeAll, describe } from "vitest";

/**
 * The same suite once per backend: opens it before the suite's tests and closes it after them.
 *
 * @param opener makes the named backend the current one; what it returns may have a `close`
 * @param names backends that exist here; one that cannot be opened fails its suite
 */
export function eachBackend(
  opener: (name: string) => Promise<{ close?(): unknown } | undefined>,
  names: readonly string[],
  suite: (name: string) => void,
): void {
  for (const name of names) {
    describe(`on ${name}`, () => {
      let opened: { close?(): unknown } | undefined;
      beforeAll(async () => {
        opened = await opener(name);
      });
      afterAll(async () => {
        await opened?.close?.();
      });
      suite(name);
    });
  }
}
