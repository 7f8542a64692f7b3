import { lstat, readdir, rm, rmdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { runLayout } from "../run/run-layout.ts";
import { isTemporaryName, writerOfTemporary } from "./temporary-name.ts";
import { isThere } from "./writer-process.ts";

/** Milliseconds after which nobody is still writing a file whose process cannot be seen from here. */
const longAgo = 60 * 60 * 1000;

/**
 * Removes what killed processes have left in a run folder: files that were being written, and folders of checkpoints that hold
 * nothing. Files that another process may be writing stay.
 *
 * @param gone the number of a process that is known to be gone
 */
export async function sweepLeftovers(
  folder: string,
  { gone }: { readonly gone?: number | undefined } = {},
): Promise<void> {
  const root = resolve(folder);
  await sweep(root, gone);
  await removeEmpty(join(root, runLayout.checkpointsFolder));
}

/** True for a folder that holds something, and nothing but what a process has left that was killed before the run began. */
export async function holdsOnlyLeftovers(folder: string): Promise<boolean> {
  const names = await readdir(folder);
  return names.length > 0 && names.every((name) => name === runLayout.writer || isTemporaryName(name));
}

async function sweep(folder: string, gone: number | undefined): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await sweep(path, gone);
    else if (entry.isFile() && isTemporaryName(entry.name) && (await isLeft(path, entry.name, gone))) {
      await rm(path, { force: true });
    }
  }
}

async function isLeft(path: string, name: string, gone: number | undefined): Promise<boolean> {
  const pid = writerOfTemporary(name) as number;
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return false;
  // Numbers are given again, in containers often the same one.
  if (pid === process.pid) return found.mtimeMs < Date.now() - process.uptime() * 1000;
  if (await isThere(pid)) return false;
  return pid === gone || found.mtimeMs < Date.now() - longAgo;
}

/** Removes the folders below one that hold nothing, the innermost first. */
async function removeEmpty(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isDirectory()) continue;
    const path = join(folder, entry.name);
    await removeEmpty(path);
    // One that holds something stays.
    await rmdir(path).catch(() => undefined);
  }
}
