export { type CacheFolderOptions, cacheFolder } from "./cache-folder.ts";
export { nodeSide } from "./node-side.ts";
export type { SetupEvent, SetupStep } from "./setup/setup-event.ts";
export { type SetupTfjsNodeOptions, setupTfjsNode } from "./setup/setup-tfjs-node.ts";
export { isTfjsNodeSetUp, tfjsNodeFolder } from "./tfjs-node-folder.ts";
