import { lstat, rename, rm } from "node:fs/promises";
import { join } from "node:path";

const prefix = ".ganlens-before-";

/** What a folder is called for as long as another one takes its place; a crash may leave it so, and it still counts. */
export function beforeName(name: string): string {
  return prefix + name;
}

/** The name that a folder had before another one began to take its place; undefined for all other names. */
export function nameBefore(name: string): string | undefined {
  return name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : undefined;
}

/**
 * Puts a folder in the place of another, which is gone then.
 *
 * No system call of Node exchanges two folders: the old one is renamed first, and {@link standIn} finds it there for as long as
 * its place is empty. When the new one cannot be put there, the old one is put back.
 */
export async function takePlace(source: string, folder: string, name: string): Promise<void> {
  const [target, before] = [join(folder, name), join(folder, beforeName(name))];
  if (await isThere(target)) {
    // Left by a crash after another one had taken its place.
    await rm(before, { recursive: true, force: true });
    await rename(target, before);
  }
  try {
    await rename(source, target);
  } catch (error) {
    if (await isThere(before)) await rename(before, target);
    throw error;
  }
}

/**
 * Where a path lies whose folder was renamed to make room for another one that never came: the first part that is missing is
 * taken by its other name.
 */
export async function standIn(root: string, path: string): Promise<string | undefined> {
  const parts = path.split("/");
  let folder = root;
  for (const [i, part] of parts.entries()) {
    if (await isThere(join(folder, part))) {
      folder = join(folder, part);
      continue;
    }
    const before = join(folder, beforeName(part));
    return (await isThere(before)) ? join(before, ...parts.slice(i + 1)) : undefined;
  }
  return undefined;
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
