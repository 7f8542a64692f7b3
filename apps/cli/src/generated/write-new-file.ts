import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { ConfigInvalidError, RunUnsupportedError } from "@ganlens/core";

/**
 * Writes a file that was not there before; its folder is made where there is none.
 *
 * @throws {ConfigInvalidError} when something of that name is there
 * @throws {RunUnsupportedError} when it cannot be written
 */
export async function writeNewFile(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes, { flag: "wx" });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") {
      throw new ConfigInvalidError({
        message: `Expected the name of a new file for --out, but ${path} is there already.`,
        hint: "Choose another name, or remove it first.",
        cause,
      });
    }
    throw new RunUnsupportedError({
      message: `Cannot write ${path}: ${(cause as Error).message}.`,
      hint: "Choose a place that can be written to, with --out.",
      cause,
    });
  }
}
