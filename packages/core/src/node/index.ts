export { FolderRunStore } from "./folder-run-store.ts";
export { modelFilesFromPath } from "./model-files-from-path.ts";
export { type ReadRegularFileOptions, readRegularFile } from "./read-regular-file.ts";
export { spawnWorker } from "./spawn-worker.ts";
export { thisWriter, writerState } from "./writer-process.ts";
