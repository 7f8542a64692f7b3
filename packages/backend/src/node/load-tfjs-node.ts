import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { BackendUnavailableError } from "@ganlens/core";
import { linkTfjsNode, resolvedTfjs } from "./link-tfjs-node.ts";
import { ownTfjsFolder } from "./tfjs-copies.ts";
import { isTfjsNodeSetUp, tfjsNodeFolder } from "./tfjs-node-folder.ts";

const require = createRequire(import.meta.url);
const packageName = "@tensorflow/tfjs-node";

/**
 * Loads `@tensorflow/tfjs-node` so that it registers itself with this package's copy of tfjs.
 *
 * Looks in `GANLENS_TFJS_NODE` if that is set; else where this package and the working directory resolve it; else in the
 * cache folder of `setupTfjsNode`. TensorFlow reads its thread count, its log level and whether it uses oneDNN from the
 * environment when it is loaded, so all are set before.
 *
 * @throws {BackendUnavailableError} when it is not there, would bring a second tfjs, or was loaded with other threads
 */
export function loadTfjsNode({ threads }: { readonly threads: number }): void {
  const folder = findTfjsNode();
  const wanted = String(threads);
  const running = require.cache[realpathSync(join(folder, "dist", "index.js"))] !== undefined;
  if (running) {
    const { TF_NUM_INTRAOP_THREADS: started } = process.env;
    if (started === wanted) return;
    throw new BackendUnavailableError({
      message: `TensorFlow already runs with ${started} threads in this process, and cannot change to ${wanted}`,
      hint: "Ask for the same number of threads everywhere, or start a fresh process.",
    });
  }
  process.env.TF_NUM_INTRAOP_THREADS = wanted;
  process.env.TF_NUM_INTEROP_THREADS = wanted;
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
  // Left to itself, TensorFlow uses it on some processors only, and without it has no dilated depthwise convolution.
  process.env.TF_ENABLE_ONEDNN_OPTS ??= "1";
  restoreRemovedUtilities();
  try {
    require(folder);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw new BackendUnavailableError({
      message: `${packageName} in ${folder} does not load: ${problem}`,
      hint: "ganlens setup tfjs-node",
      cause,
    });
  }
}

/** The folder of the tfjs-node to require. */
function findTfjsNode(): string {
  const tfjs = ownTfjsFolder();
  if (!process.env.GANLENS_TFJS_NODE) {
    const installed = installedFolder();
    if (installed !== undefined) {
      const its = resolvedTfjs(installed);
      if (its === tfjs) return installed;
      throw new BackendUnavailableError({
        message: `${packageName} would bring a second copy of tfjs: it uses ${its ?? "none"}, and ganlens uses ${tfjs}`,
        hint: "Let both depend on the same version (npm dedupe), or remove tfjs-node from the project and run: ganlens setup tfjs-node",
      });
    }
  }
  const folder = tfjsNodeFolder();
  const there = existsSync(join(folder, "node_modules", "@tensorflow", "tfjs-node", "package.json"));
  if (there && (process.env.GANLENS_TFJS_NODE || isTfjsNodeSetUp(folder)))
    return linkTfjsNode({ folder, tfjs });
  throw new BackendUnavailableError({
    message: process.env.GANLENS_TFJS_NODE
      ? `GANLENS_TFJS_NODE is ${folder}, and there is no ${packageName} in it`
      : `${packageName} is not installed`,
    hint: "ganlens setup tfjs-node   (needs pip, npm and g++)",
  });
}

/** Where this package, or the project in the working directory, has installed it. */
function installedFolder(): string | undefined {
  for (const from of [import.meta.url, join(process.cwd(), "package.json")]) {
    try {
      return dirname(realpathSync(createRequire(from).resolve(`${packageName}/package.json`)));
    } catch {
      // Not there; the next place may have it.
    }
  }
  return undefined;
}

/** tfjs-node calls two functions of `util`, from its first operation on; Node 22 warns of them, Node 23 removed them. */
function restoreRemovedUtilities(): void {
  const utilities = require("node:util") as Record<string, unknown>;
  utilities.isNullOrUndefined = (value: unknown) => value === null || value === undefined;
  utilities.isArray = Array.isArray;
}
