import { type RunIndex, readRunWriter, runLayout } from "@ganlens/core";
import { FolderRunStore, writerState } from "@ganlens/core/node";
import type { ServedFolder } from "./served-folder.ts";

/** What files a run has, and where it names the process that trains it, whether that is there: a page cannot see processes. */
export async function runIndex(folder: ServedFolder, run: string): Promise<RunIndex> {
  const index = await folder.index();
  if (!index.files.some(({ path }) => path === runLayout.writer)) return index;
  return { ...index, writer: await writerState(await readRunWriter(new FolderRunStore(run))) };
}
