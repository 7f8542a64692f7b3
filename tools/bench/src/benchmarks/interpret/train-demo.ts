import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const checkout = fileURLToPath(new URL("../../../../../", import.meta.url));

/** Steps that take some seconds. */
export const demoSteps = 128;
/** As many as the demo keeps: at step 0, and at the powers of two up to {@link demoSteps}. */
export const demoCheckpoints = 9;

/**
 * Trains the demo's generator for a few seconds into a folder, by the command line.
 *
 * @param clone whose command line, this checkout's unless given
 * @throws {Error} with what it printed, when it fails
 */
export async function trainDemo(folder: string, clone: string = checkout): Promise<void> {
  await promisify(execFile)(process.execPath, [
    "--conditions=@ganlens/source",
    "--import",
    "tsx",
    join(clone, "apps/cli/src/main.ts"),
    "train",
    "demo",
    ...["--steps", `${demoSteps}`, "--seed", "0", "--backend", "wasm", "--out", folder],
  ]);
}
