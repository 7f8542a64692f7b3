import type { Stats } from "node:fs";
import { constants, open, readdir, realpath, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { DatasetInvalidError } from "@ganlens/core";
import { pictureEndings, systemNames } from "../files/picture-names.ts";
import { formatBytes, pictureFormat } from "../pictures/picture-format.ts";

const maxEntries = 250_000;
const maxDepth = 16;
const maxTotalBytes = 2 ** 36;

/** An image file of a folder. */
export interface ListedImage {
  /** Below the folder, with `/` between names. */
  readonly path: string;
  /** True when it, or a folder above it, is a symbolic link. */
  readonly linked: boolean;
}

/** The images found in a folder. */
export interface ListedImages {
  /** In order of their paths. */
  readonly files: readonly ListedImage[];
  /** Files that are no pictures. */
  readonly ignored: number;
  /** What was passed over, for users. */
  readonly notes: readonly string[];
}

/**
 * Finds the pictures of a folder at any depth: files with an ending of pictures, and others that begin like one.
 *
 * Links to files and folders are followed, also out of the folder; one that leads back to a folder above it is not. Names
 * that begin with a dot and what systems leave behind (`__MACOSX`, `Thumbs.db`) are skipped.
 *
 * @throws {DatasetInvalidError} when the folder is missing or is not one, or holds more than 250,000 entries or 64 GiB
 */
export async function listImages(path: string): Promise<ListedImages> {
  const root = await realFolder(path);
  const files: ListedImage[] = [];
  const passed = { ignored: 0, dangling: 0, circular: 0, tooDeep: 0, closed: 0 };
  let entries = 0;
  let bytes = 0;

  async function visit(below: string, above: readonly string[], linked: boolean): Promise<void> {
    const here = join(path, below);
    const names = await readdir(here, { withFileTypes: true }).catch(() => undefined);
    if (names === undefined) {
      passed.closed++;
      return;
    }
    names.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of names) {
      entries++;
      if (entries > maxEntries) throw tooMuch(path, `${maxEntries} files and folders`);
      if (entry.name.startsWith(".") || systemNames.has(entry.name.toLowerCase())) continue;
      const name = below === "" ? entry.name : `${below}/${entry.name}`;
      const found = await stat(join(path, name)).catch(() => undefined);
      const isLinked = linked || entry.isSymbolicLink();
      if (found === undefined) passed.dangling++;
      else if (found.isDirectory()) {
        const real = entry.isSymbolicLink()
          ? await realpath(join(path, name))
          : join(above.at(-1) ?? root, entry.name);
        if (above.includes(real)) passed.circular++;
        else if (above.length >= maxDepth) passed.tooDeep++;
        else await visit(name, [...above, real], isLinked);
      } else if (await isPicture(join(path, name), found)) {
        files.push({ path: name, linked: isLinked });
        bytes += found.size;
        if (bytes > maxTotalBytes) throw tooMuch(path, `${maxTotalBytes} bytes of pictures`);
      } else passed.ignored++;
    }
  }

  await visit("", [root], false);
  return { files, ignored: passed.ignored, notes: notesOf(passed) };
}

function notesOf({
  ignored,
  dangling,
  circular,
  tooDeep,
  closed,
}: Readonly<Record<string, number>>): readonly string[] {
  const counted = (count: number | undefined, text: string) => (count ? [`${count} ${text}`] : []);
  return [
    ...counted(ignored, "files that are no pictures were ignored."),
    ...counted(dangling, "links that lead nowhere, or to what may not be read, were passed over."),
    ...counted(circular, "links that lead back to a folder above them were not followed."),
    ...counted(tooDeep, `folders more than ${maxDepth} levels down were not looked into.`),
    ...counted(closed, "folders may not be read and were passed over."),
  ];
}

async function isPicture(path: string, found: Stats): Promise<boolean> {
  if (!found.isFile()) return false;
  if (pictureEndings.has(extname(path).toLowerCase())) return true;
  try {
    // Should it have become a pipe since, this does not wait for a writer.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const first = new Uint8Array(formatBytes);
      const { bytesRead } = await file.read(first, 0, formatBytes, 0);
      return pictureFormat(first.subarray(0, bytesRead)) !== undefined;
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
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
    hint: "Name the folder that holds the images; a file of images is named by its own path.",
  });
}

function tooMuch(path: string, ceiling: string): DatasetInvalidError {
  return new DatasetInvalidError({
    message: `Expected at most ${ceiling} in ${path}, found more.`,
    hint: "Name a folder with a part of them.",
  });
}
