import { access } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ConfigInvalidError, GanlensError } from "@ganlens/core";
import type { CliIo } from "../cli-io.ts";
import { buildViewer } from "./build-viewer.ts";

/** Beside the bundle of the published package. */
const published = fileURLToPath(new URL("./viewer/", import.meta.url));
/** In a clone, seen from this source file; seen from the bundle it would be a folder of somebody else. */
const inClone = import.meta.url.endsWith("/src/view/page-folder.ts");
const viewer = fileURLToPath(new URL("../../../viewer/", import.meta.url));

/**
 * The folder of the built page: the one that GANLENS_VIEWER names, the published package's, or a clone's, which is built
 * first where that is needed.
 *
 * @throws {ConfigInvalidError} when GANLENS_VIEWER names a folder without a page
 * @throws {GanlensError} `page-unavailable` when there is none, or it cannot be built
 * @throws {CancelledError} when building was interrupted
 */
export async function pageFolder(
  io: Pick<CliIo, "cwd" | "env" | "stderr" | "signal" | "clock">,
): Promise<string> {
  const named = io.env.GANLENS_VIEWER;
  if (named) {
    const folder = resolve(io.cwd, named);
    if (await has(join(folder, "index.html"))) return folder;
    throw new ConfigInvalidError({
      message: `Expected a built page at ${named}, found no index.html.`,
      hint: "Unset GANLENS_VIEWER to use the page that belongs to this ganlens.",
    });
  }
  if (await has(join(published, "index.html"))) return published;
  if (inClone && (await has(join(viewer, "package.json")))) return buildViewer(viewer, io);
  throw new GanlensError("page-unavailable", {
    message: "The page that shows runs is missing from this installation of ganlens.",
    hint: "Install ganlens again; `ganlens report` writes a page that needs no server.",
  });
}

function has(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
