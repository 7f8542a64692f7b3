import { isAbsolute, relative } from "node:path";
import type { CliIo } from "../cli-io.ts";

/** A path as short as a user at `cwd` can type it. */
export function shownPath(path: string, { cwd }: Pick<CliIo, "cwd">): string {
  const below = relative(cwd, path);
  return below === "" || below.startsWith("..") || isAbsolute(below) ? path : below;
}

/** The path as one word of a shell command. */
export function shellWord(path: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
