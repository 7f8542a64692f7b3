import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { publishedPackages } from "./published-packages.ts";
import { runCommand } from "./run-command.ts";
import type { StepContext } from "./step.ts";

/** A published package as npm would upload it. */
export interface PackedPackage {
  readonly name: string;
  /** Path of the tarball; null when packing failed. */
  readonly tarball: string | null;
  /** What packing said. */
  readonly output: string;
}

/** Packs every published package, once for each scratch folder; they must be built. */
export async function packPackages({ root, scratch }: StepContext): Promise<readonly PackedPackage[]> {
  const packed: PackedPackage[] = [];
  for (const { name, directory } of await publishedPackages(root)) {
    packed.push({ name, ...(await pack({ directory, target: join(scratch, name.replace("/", "-")) })) });
  }
  return packed;
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
