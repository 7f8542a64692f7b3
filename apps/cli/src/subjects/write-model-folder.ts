import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  CheckpointCorruptError,
  listCheckpoints,
  openCheckpoint,
  type RunReader,
  type RunRecord,
} from "@ganlens/core";

/**
 * Writes the generator of a run as a folder of its own: model.json and the weights that it names.
 *
 * @param folder a new, empty one
 * @returns the names of its files
 * @throws {CheckpointCorruptError} when the run holds no generator, or it is not whole
 */
export async function writeModelFolder(
  folder: string,
  { store, record }: { readonly store: RunReader; readonly record: RunRecord },
): Promise<readonly string[]> {
  const step = (await listCheckpoints(store)).at(-1);
  const inside = record.subject.generator?.folder;
  if (step === undefined || inside === undefined) {
    throw new CheckpointCorruptError({ message: `Expected a generator in ${store.location}, found none.` });
  }
  const checkpoint = await openCheckpoint(store, step);
  const names: string[] = [];
  for (const path of Object.keys(checkpoint.manifest.files).sort()) {
    if (!path.startsWith(`${inside}/`)) continue;
    const name = path.slice(inside.length + 1);
    const target = join(folder, name);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, await checkpoint.read(path));
    names.push(name);
  }
  return names;
}
