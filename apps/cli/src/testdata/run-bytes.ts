import { runLayout, sha256Hex } from "@ganlens/core";
import { FolderRunStore } from "@ganlens/core/node";

/**
 * All of a run that must be the same whether its training was stopped on the way or not: SHA-256 of checkpoints and samples by path,
 * and the lines of the log without their times.
 */
export async function runBytes(folder: string): Promise<Readonly<Record<string, unknown>>> {
  const store = new FolderRunStore(folder);
  const paths = (await store.list()).filter((path) => /^(checkpoints|samples)\//.test(path));
  const hashes = await Promise.all(
    paths.map(async (path) => [path, sha256Hex(await store.read(path))] as const),
  );
  const text = new TextDecoder().decode(await store.read(runLayout.metrics));
  const lines = text.trimEnd().split("\n");
  const log = lines.map((line) => ({ ...(JSON.parse(line) as object), time: undefined }));
  return { ...Object.fromEntries(hashes), log };
}
