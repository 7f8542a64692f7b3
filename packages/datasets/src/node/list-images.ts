import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { DatasetInvalidError } from "@ganlens/core";

const imageEndings: ReadonlySet<string> = new Set([".png", ".jpg", ".jpeg"]);
const maxFiles = 200_000;
const maxDepth = 16;

/** The images found in a folder. */
export interface ListedImages {
  /** Real path of the folder. */
  readonly root: string;
  /** Paths below `root`, sorted, with the name of the class folder if there are any. */
  readonly files: readonly { readonly path: string; readonly folder?: string }[];
  /** Files with other endings, and links that lead outside or to folders. */
  readonly ignored: number;
}

/**
 * Finds the PNG and JPEG files (by ending) of a folder.
 *
 * Images lie either all directly in the folder, and then have no class, or all in sub-folders, whose names are the classes
 * and which are searched at any depth; both at once are refused. Names that begin with a dot are skipped. A link is followed
 * only to a file inside the folder.
 *
 * @throws {DatasetInvalidError} when the folder is missing, is not one, mixes both ways, or holds too many files
 */
export async function listImages(path: string): Promise<ListedImages> {
  const root = await realFolder(path);
  const files: { path: string; folder?: string }[] = [];
  let ignored = 0;

  async function visit(directory: string, depth: number): Promise<void> {
    const entries = await readdir(directory, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith(".")) continue;
      const below = relative(root, join(directory, entry.name));
      if (entry.isDirectory()) {
        if (depth < maxDepth) await visit(join(directory, entry.name), depth + 1);
      } else if (
        imageEndings.has(extname(entry.name).toLowerCase()) &&
        (await isFileInside(root, below, entry))
      ) {
        const folder = below.includes(sep) ? below.slice(0, below.indexOf(sep)) : undefined;
        files.push(folder === undefined ? { path: below } : { path: below, folder });
      } else {
        ignored++;
      }
      if (files.length + ignored > maxFiles) {
        throw new DatasetInvalidError({
          message: `Expected at most ${maxFiles} files in ${path}, found more.`,
        });
      }
    }
  }

  await visit(root, 0);
  const loose = files.filter(({ folder }) => folder === undefined).length;
  if (loose > 0 && loose < files.length) {
    throw new DatasetInvalidError({
      message: `Expected the images of ${path} either all in it or all in class sub-folders, found ${loose} in it and ${files.length - loose} in sub-folders.`,
      hint: "Move the loose images into a class folder of their own, or all images into one folder.",
    });
  }
  return { root, files, ignored };
}

async function realFolder(path: string): Promise<string> {
  const root = await realpath(path).catch((cause: unknown) => {
    throw new DatasetInvalidError({
      message: `Expected a folder at ${path}, found none.`,
      hint: "Check the path.",
      cause,
    });
  });
  if ((await stat(root)).isDirectory()) return root;
  throw new DatasetInvalidError({
    message: `Expected a folder at ${path}, found a file.`,
    hint: "Name the folder that holds the images.",
  });
}

async function isFileInside(root: string, below: string, entry: Dirent): Promise<boolean> {
  if (entry.isFile()) return true;
  if (!entry.isSymbolicLink()) return false;
  const target = await realpath(join(root, below)).catch(() => undefined);
  if (target === undefined || !target.startsWith(root.endsWith(sep) ? root : root + sep)) return false;
  return (await stat(target)).isFile();
}
