import type { RunStore } from "@ganlens/core";

/** One folder of a run as a store of its own. */
export function storeWithin(store: RunStore, folder: string): RunStore {
  const at = (path: string): string => `${folder}/${path}`;
  return {
    location: `${store.location}/${folder}`,
    async list(inner) {
      const paths = await store.list(inner === undefined ? folder : at(inner));
      return paths.map((path) => path.slice(folder.length + 1));
    },
    has: (path) => store.has(at(path)),
    read: (path) => store.read(at(path)),
    ...(store.readAtMost === undefined
      ? {}
      : { readAtMost: (path: string, bytes: number) => readAtMost(store, at(path), bytes) }),
    write: (path, bytes) => store.write(at(path), bytes),
    append: (path, bytes) => store.append(at(path), bytes),
    ...(store.sync === undefined ? {} : { sync: (path: string) => sync(store, at(path)) }),
    remove: (path) => store.remove(at(path)),
  };
}

function readAtMost(store: RunStore, path: string, bytes: number): Promise<Uint8Array> {
  return store.readAtMost === undefined ? store.read(path) : store.readAtMost(path, bytes);
}

async function sync(store: RunStore, path: string): Promise<void> {
  await store.sync?.(path);
}
