import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const command = fileURLToPath(new URL("../../../../../apps/cli/src/main.ts", import.meta.url));

/** Steps that take some seconds. */
export const demoSteps = 128;
/** As many as the demo keeps: at step 0, and at the powers of two up to {@link demoSteps}. */
export const demoCheckpoints = 9;

/**
 * Trains the demo's generator for a few seconds into a folder, by the command line.
 *
 * @throws {Error} with what it printed, when it fails
 */
export async function trainDemo(folder: string): Promise<void> {
  await promisify(execFile)(process.execPath, [
    "--conditions=@ganlens/source",
    "--import",
    "tsx",
    command,
    "train",
    "demo",
    ...["--steps", `${demoSteps}`, "--seed", "0", "--backend", "wasm", "--out", folder],
  ]);
}
