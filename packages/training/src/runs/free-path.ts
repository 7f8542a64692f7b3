import type { RunStore } from "@ganlens/core";

/** The first path of a numbered row, from 1, at which nothing lies yet. */
export async function freePath(store: RunStore, path: (number: number) => string): Promise<string> {
  let number = 1;
  while (await store.has(path(number))) number += 1;
  return path(number);
}
