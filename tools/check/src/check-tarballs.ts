import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { publishedPackages } from "./published-packages.ts";
import { runCommand } from "./run-command.ts";
import { oneResult, type StepContext, type StepResult } from "./step.ts";

/** Packs every published package and runs one command on each tarball; holds when all of them exit with 0. */
export async function checkTarballs(
  { root, scratch }: StepContext,
  commandFor: (tarball: string) => readonly [string, ...string[]],
): Promise<StepResult> {
  const failures: string[] = [];
  for (const { name, directory } of await publishedPackages(root)) {
    const packed = await pack({ directory, target: join(scratch, name.replace("/", "-")) });
    if (packed.tarball === null) {
      failures.push(`${name}: not packed\n${packed.output}`);
      continue;
    }
    const { exitCode, output } = await runCommand(commandFor(packed.tarball), { directory: root });
    if (exitCode !== 0) failures.push(`${name}\n${output}`);
  }
  return oneResult({ holds: failures.length === 0, output: failures.join("\n") });
}

async function pack({ directory, target }: { directory: string; target: string }): Promise<{
  tarball: string | null;
  output: string;
}> {
  await mkdir(target, { recursive: true });
  const existing = await findTarball(target);
  if (existing !== null) return { tarball: existing, output: "" };
  const script = process.env.npm_execpath;
  const pnpm: [string, ...string[]] = script === undefined ? ["pnpm"] : [process.execPath, script];
  const { output } = await runCommand([...pnpm, "pack", "--pack-destination", target], { directory });
  return { tarball: await findTarball(target), output };
}

async function findTarball(folder: string): Promise<string | null> {
  const name = (await readdir(folder)).find((entry) => entry.endsWith(".tgz"));
  return name === undefined ? null : join(folder, name);
}
