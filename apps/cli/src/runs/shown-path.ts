import { isAbsolute, relative } from "node:path";
import type { CliIo } from "../cli-io.ts";
import { shownLine } from "../reporters/shown-text.ts";

/** A path as short as a user at `cwd` can type it. */
export function shownPath(path: string, { cwd }: Pick<CliIo, "cwd">): string {
  const below = relative(cwd, path);
  return below === "" || below.startsWith("..") || isAbsolute(below) ? path : below;
}

/** The path as one word of a shell command, in which characters that steer a terminal stand by their numbers: `$'\u001b'`. */
export function shellWord(path: string): string {
  if (/^[\w@%+=:,./\\-]+$/.test(path)) return path;
  if (shownLine(path) === path) return `'${path.replaceAll("'", "'\\''")}'`;
  return `$'${shownLine(path.replaceAll(/[\\']/g, "\\$&"))}'`;
}
