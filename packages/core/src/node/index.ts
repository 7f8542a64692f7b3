export { FolderRunStore } from "./folder-run-store.ts";
export { spawnWorker } from "./spawn-worker.ts";
