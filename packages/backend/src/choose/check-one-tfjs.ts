import { BackendUnavailableError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { isNode, loadNodeSide } from "./node-side.ts";

const hint =
  'Let one version satisfy all that depend on it: `npm ls @tensorflow/tfjs-core` shows who brings a second copy; then `npm dedupe`, or an "overrides" entry in package.json.';

/**
 * Checks that this program has loaded exactly one copy of tfjs.
 *
 * Two copies share one engine but neither the classes of layers nor their registry: `instanceof` fails, and saved
 * models do not load.
 *
 * @param tensorflow the caller's tfjs, compared with this package's
 * @throws {BackendUnavailableError} that names the folders of both copies (in Node; a page does not know them)
 */
export async function checkOneTfjs(tensorflow: typeof tf = tf): Promise<void> {
  if (isNode()) {
    const copies = (await loadNodeSide()).tfjsCopies();
    if (copies.length > 1) {
      throw new BackendUnavailableError({
        message: `Expected one copy of tfjs, but this program has loaded ${copies.length}: ${copies.join(" and ")}.`,
        hint,
      });
    }
  }
  // The copy that comes first registers its class for all; any other one keeps a class of its own.
  const shared = (globalThis as { _tfGlobals?: ReadonlyMap<string, unknown> })._tfGlobals?.get("Tensor");
  if (tensorflow.Tensor !== tf.Tensor || (shared !== undefined && shared !== tf.Tensor)) {
    throw new BackendUnavailableError({
      message: `Expected one copy of tfjs, but the one that @ganlens/backend imports (${tf.version.tfjs}) is not the one that this program loaded first.`,
      hint,
    });
  }
}
