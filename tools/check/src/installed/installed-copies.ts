import { readdir } from "node:fs/promises";
import { join } from "node:path";

/**
 * Where packages lie under a folder, at any depth and below every `node_modules`.
 *
 * @param matches tells by its name (`@scope/name`) whether a package is meant
 * @returns folders, sorted
 */
export async function installedCopies(
  folder: string,
  matches: (name: string) => boolean,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const modules of await modulesFolders(folder)) {
    for (const name of await packageNames(modules)) {
      if (matches(name)) found.push(join(modules, name));
      found.push(...(await installedCopies(join(modules, name), matches)));
    }
  }
  return found.sort();
}

async function modulesFolders(folder: string): Promise<readonly string[]> {
  const names = await folderNames(folder);
  return names.includes("node_modules") ? [join(folder, "node_modules")] : [];
}

async function packageNames(modules: string): Promise<readonly string[]> {
  const names = await Promise.all(
    (await folderNames(modules)).map(async (name) =>
      name.startsWith("@")
        ? (await folderNames(join(modules, name))).map((inner) => `${name}/${inner}`)
        : [name],
    ),
  );
  return names.flat().filter((name) => !name.startsWith("."));
}

async function folderNames(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
