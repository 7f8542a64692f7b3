export { FolderRunStore } from "./folder-run-store.ts";
export { modelFilesFromPath } from "./model-files-from-path.ts";
export { type OpenByteFile, openByteFile } from "./open-byte-file.ts";
export { type ReadRegularFileOptions, readRegularFile } from "./read-regular-file.ts";
export { lockRun, type RunLock } from "./run-lock.ts";
export { spawnWorker, type ThreadHandle } from "./spawn-worker.ts";
export { holdsOnlyLeftovers, sweepLeftovers } from "./sweep-leftovers.ts";
export { thisWriter, writerState } from "./writer-process.ts";
