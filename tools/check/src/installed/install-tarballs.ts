import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../run-command.ts";
import { outsideEnvironment } from "./outside-environment.ts";

/**
 * Makes a project whose only dependencies are tarballs, and installs it with npm.
 *
 * All tarballs that depend on each other must be listed: versions that were never published are found nowhere else.
 *
 * @param tarballs path by package name
 * @throws {Error} with npm's words when the installation fails
 */
export async function installTarballs({
  folder,
  tarballs,
}: {
  folder: string;
  tarballs: Readonly<Record<string, string>>;
}): Promise<void> {
  await mkdir(folder, { recursive: true });
  const dependencies = Object.fromEntries(
    Object.entries(tarballs).map(([name, tarball]) => [name, `file:${tarball}`]),
  );
  const manifest = { name: "scratch", private: true, type: "module", dependencies };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest, null, 2));
  const { exitCode, output } = await runCommand(
    ["npm", "install", "--no-audit", "--no-fund", "--prefer-offline"],
    { directory: folder, environment: outsideEnvironment() },
  );
  if (exitCode !== 0) throw new Error(`npm install ended with exit code ${exitCode}.\n${output}`);
}
