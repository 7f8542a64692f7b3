import { RunUnsupportedError } from "../errors/run-unsupported-error.ts";
import { checkedMove, type RunStore } from "./run-store.ts";

/** A folder that is made aside, and the place that it takes. */
export interface FolderMove {
  readonly from: string;
  readonly to: string;
  /** The file without which no reader takes the folder for whole. */
  readonly last: string;
}

/**
 * Puts a folder of a store in the place of another, which is gone then.
 *
 * A store that can move does it at once: a reader finds the old folder or the new one. In one that cannot, files are copied: `last`
 * is the first to go and the last to come, and until then the new folder stays whole where it was made.
 *
 * @throws {RunUnsupportedError} when nothing lies there, or one of the two lies in the other
 */
export async function moveFolder(store: RunStore, { from, to, last }: FolderMove): Promise<void> {
  if (store.move !== undefined) return store.move(from, to);
  checkedMove(from, to);
  const names = (await store.list(from)).map((path) => path.slice(from.length + 1));
  if (names.length === 0) throw nothingToMove(from, store.location);
  await store.remove(`${to}/${last}`);
  await store.remove(to);
  const ordered = [...names.filter((name) => name !== last), ...names.filter((name) => name === last)];
  for (const name of ordered) await store.write(`${to}/${name}`, await store.read(`${from}/${name}`));
  await store.remove(from);
}

/** What is thrown where there is nothing to move. */
export function nothingToMove(from: string, location: string): RunUnsupportedError {
  return new RunUnsupportedError({
    message: `Cannot move ${from} in ${location}: there is nothing in it.`,
    hint: "It was moved or removed by something else: make it again.",
  });
}
