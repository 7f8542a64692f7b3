import { FolderRunStore, lockRun, type RunLock, sweepLeftovers } from "@ganlens/core/node";

/** A run folder that nobody else may train. */
export interface LockedFolder {
  readonly store: FolderRunStore;
  readonly lock: RunLock;
}

/**
 * Takes the right to train the run in a folder, and removes what killed processes have left of files that they were writing.
 *
 * @throws {RunBusyError} when another process trains it
 * @throws {RunUnsupportedError} when the folder cannot be written to
 */
export async function lockFolder(folder: string): Promise<LockedFolder> {
  const lock = await lockRun(folder);
  try {
    const gone = lock.taken?.state === "gone" ? lock.taken.writer?.pid : undefined;
    await sweepLeftovers(folder, { gone });
    return { store: new FolderRunStore(folder), lock };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
