import { writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { publishedPackages } from "./published-packages.ts";

/**
 * Writes the field `repository` into every published package.json: npm accepts a provenance statement only when it names the
 * repository that the release runs in.
 *
 * @param root the folder of the workspace
 * @param url such as `https://github.com/owner/name`
 * @throws {Error} when it is no address of a repository
 */
export async function nameRepository(root: string, url: string): Promise<void> {
  if (!/^https:\/\/[\w.-]+\/[\w.-]+\/[\w.-]+$/.test(url)) {
    throw new Error(`Expected the address of a repository, https://host/owner/name, received ${url}.`);
  }
  for (const { directory, manifest } of await publishedPackages(root)) {
    const repository = {
      type: "git",
      url: `git+${url}.git`,
      directory: relative(root, directory).replaceAll(sep, "/"),
    };
    const text = `${JSON.stringify({ ...manifest, repository }, null, 2)}\n`;
    await writeFile(join(directory, "package.json"), text);
  }
}
