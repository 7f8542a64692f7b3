import { RunUnsupportedError } from "@ganlens/core";
import { limits } from "./limits.ts";
import { RunFiles } from "./run-files.ts";
import type { RunSource } from "./run-source.ts";
import { rootOf, underRoot } from "./strip-root.ts";

/** Files of a folder by their path in it. @throws {RunUnsupportedError} when there are too many of them */
export function openFolderRun(name: string, files: ReadonlyMap<string, File>): RunSource {
  const inside = underRoot(files, rootOf(files.keys()));
  const entries = [...inside].map(([path, file]) => {
    return [path, { bytes: file.size, etag: `${file.size}-${file.lastModified}` }] as const;
  });
  return {
    name,
    files: new RunFiles({
      location: name,
      files: new Map(entries),
      read: async (path) => {
        const file = inside.get(path);
        if (file === undefined) throw new RunUnsupportedError({ message: `There is no ${path} in ${name}.` });
        return new Uint8Array(await file.arrayBuffer());
      },
    }),
  };
}

/** What a folder picker gives. */
export function pickedFiles(list: Iterable<File>): Map<string, File> {
  return new Map([...list].map((file) => [file.webkitRelativePath || file.name, file]));
}

/**
 * All files under what was dropped.
 *
 * @throws {RunUnsupportedError} when there are more than a run has
 */
export async function droppedFiles(entries: readonly FileSystemEntry[]): Promise<Map<string, File>> {
  const files = new Map<string, File>();
  const visit = async (entry: FileSystemEntry, path: string): Promise<void> => {
    if (files.size > limits.files) {
      throw new RunUnsupportedError({
        message: `Expected at most ${limits.files} files in what was dropped.`,
        hint: "Drop the folder of one run, such as runs/demo.",
      });
    }
    if (entry.isFile) {
      files.set(
        path,
        await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)),
      );
      return;
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    // A directory is read in parts, until a part is empty.
    for (;;) {
      const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
        reader.readEntries(resolve, reject),
      );
      if (part.length === 0) return;
      for (const child of part) await visit(child, `${path}/${child.name}`);
    }
  };
  for (const entry of entries) await visit(entry, entry.name);
  return files;
}
