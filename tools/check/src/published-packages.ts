import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export interface PublishedPackage {
  readonly name: string;
  readonly directory: string;
  readonly manifest: Readonly<Record<string, unknown>>;
}

/** The packages of the workspace at `root` that are not private, by name. */
export async function publishedPackages(root: string): Promise<readonly PublishedPackage[]> {
  const found: PublishedPackage[] = [];
  for (const room of ["packages", "apps"]) {
    for (const entry of await readdir(join(root, room), { withFileTypes: true })) {
      const directory = join(root, room, entry.name);
      const text = await readFile(join(directory, "package.json"), "utf8").catch(() => null);
      if (text === null) continue;
      const manifest = JSON.parse(text) as Record<string, unknown>;
      if (manifest.private !== true) found.push({ name: String(manifest.name), directory, manifest });
    }
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}
