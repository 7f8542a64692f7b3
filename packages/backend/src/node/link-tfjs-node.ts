import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, realpathSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { threadId } from "node:worker_threads";
import { coreFolderOf } from "./tfjs-copies.ts";

/**
 * A copy of tfjs-node's scripts that uses the given copy of tfjs, and shares the library with the folder it comes from.
 *
 * tfjs-node depends on tfjs, so npm installs one beside it. What it requires is found from where its scripts really
 * lie; so they are copied (2 MB) once per copy of tfjs, below `callers/`, beside links to that copy.
 *
 * @param folder where tfjs-node is set up: holds `node_modules/@tensorflow/tfjs-node`
 * @param tfjs the folder of the caller's tfjs
 * @returns the folder of the tfjs-node to require
 */
export function linkTfjsNode({ folder, tfjs }: { readonly folder: string; readonly tfjs: string }): string {
  const source = realpathSync(join(folder, "node_modules", "@tensorflow", "tfjs-node"));
  if (resolvedTfjs(source) === tfjs) return source;
  const key = createHash("sha256").update(tfjs).digest("hex").slice(0, 16);
  const caller = join(folder, "callers", key);
  const linked = join(caller, "node_modules", "@tensorflow", "tfjs-node");
  if (existsSync(linked) && linkedTo(join(linked, "..", "tfjs")) === tfjs) return linked;

  const stale = existsSync(caller);
  const draft = `${caller}.${process.pid}-${threadId}`;
  const scope = join(draft, "node_modules", "@tensorflow");
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(join(scope, "tfjs-node"), { recursive: true });
  for (const part of ["package.json", "dist"]) {
    cpSync(join(source, part), join(scope, "tfjs-node", part), { recursive: true });
  }
  for (const part of ["lib", "deps"]) {
    symlinkSync(join(source, part), join(scope, "tfjs-node", part), "junction");
  }
  symlinkSync(tfjs, join(scope, "tfjs"), "junction");
  symlinkSync(coreFolderOf(tfjs), join(scope, "tfjs-core"), "junction");
  if (stale) rmSync(caller, { recursive: true, force: true });
  try {
    renameSync(draft, caller);
  } catch (error) {
    // Another process was quicker; its links lead to the same copy.
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(linked)) throw error;
  }
  return linked;
}

/** Where a link leads; undefined when nowhere. Node's resolver would remember the answer, also once it is wrong. */
function linkedTo(link: string): string | undefined {
  try {
    return realpathSync(link);
  } catch {
    return undefined;
  }
}

/** The folder of the tfjs that a package's scripts get; undefined when they get none. */
export function resolvedTfjs(folder: string): string | undefined {
  try {
    const file = createRequire(join(folder, "package.json")).resolve("@tensorflow/tfjs/package.json");
    return dirname(realpathSync(file));
  } catch {
    return undefined;
  }
}
