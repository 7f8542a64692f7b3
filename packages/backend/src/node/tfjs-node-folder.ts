import { existsSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./cache-folder.ts";

/** The only version; tfjs-node was not released after it. */
export const tfjsNodeVersion = "4.22.0";

/** The file that a finished `setupTfjsNode` leaves, at the top of its folder. */
export const stampName = "ganlens-setup.json";

/** Where `setupTfjsNode` puts tfjs-node: the environment variable `GANLENS_TFJS_NODE`, or a folder of the cache. */
export function tfjsNodeFolder(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const { GANLENS_TFJS_NODE: folder } = environment;
  return folder ? folder : join(cacheFolder({ environment }), `tfjs-node-${tfjsNodeVersion}`);
}

/** True when a setup has been finished there. */
export function isTfjsNodeSetUp(folder: string): boolean {
  return existsSync(join(folder, stampName));
}
