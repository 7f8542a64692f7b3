import { homedir } from "node:os";
import { join, posix, win32 } from "node:path";

export interface CacheFolderOptions {
  readonly platform?: NodeJS.Platform;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly home?: string;
}

/**
 * Where ganlens keeps what it can install or compute again: `$XDG_CACHE_HOME/ganlens` (`~/.cache/ganlens`),
 * `~/Library/Caches/ganlens` on macOS, `%LOCALAPPDATA%\ganlens\Cache` on Windows.
 */
export function cacheFolder({
  platform = process.platform,
  environment = process.env,
  home = homedir(),
}: CacheFolderOptions = {}): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = environment;
  // The XDG specification says that a relative path is to be ignored.
  const { isAbsolute } = platform === "win32" ? win32 : posix;
  if (XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME)) return join(XDG_CACHE_HOME, "ganlens");
  if (platform === "darwin") return join(home, "Library", "Caches", "ganlens");
  if (platform === "win32") return join(LOCALAPPDATA || join(home, "AppData", "Local"), "ganlens", "Cache");
  return join(home, ".cache", "ganlens");
}
