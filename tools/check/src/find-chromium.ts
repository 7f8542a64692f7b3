import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * The path of a Chromium on this machine: `GANLENS_CHROMIUM` where it is set, else the first known name on `PATH`.
 *
 * @returns null when there is none
 * @throws {Error} when `GANLENS_CHROMIUM` names no executable, or `GANLENS_REQUIRE_CHROMIUM` is set and there is none
 */
export function findChromium(environment: NodeJS.ProcessEnv): string | null {
  const named = environment.GANLENS_CHROMIUM;
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`GANLENS_CHROMIUM names no executable file: ${named}.`);
  }
  const folders = (environment.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe"];
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
  if (found === undefined && environment.GANLENS_REQUIRE_CHROMIUM) {
    throw new Error(
      "GANLENS_REQUIRE_CHROMIUM is set, but there is no Chromium on PATH. Install it, or set GANLENS_CHROMIUM to its path.",
    );
  }
  return found ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
