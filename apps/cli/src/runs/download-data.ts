import { createHash } from "node:crypto";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder } from "@ganlens/backend/node";
import { fetchPieces, fileNameOf } from "@ganlens/datasets";
import type { CliIo } from "../cli-io.ts";

/** 16 GiB: no download is larger. */
const mostBytes = 2 ** 34;
const millisecondsBetween = 1000;

/** True for what is fetched, and is no path. */
export function isAddress(data: string): boolean {
  return /^https?:\/\//i.test(data);
}

/**
 * The path of a downloaded file in the cache folder, `downloads/<SHA-256 of the address>/<its name>`; what was downloaded before
 * is not fetched again. A download that is interrupted leaves nothing.
 *
 * @throws {ConfigInvalidError} when it is no address
 * @throws {DatasetInvalidError} when it cannot be fetched, or is larger than 16 GiB
 */
export async function downloadData(
  url: string,
  io: Partial<Pick<CliIo, "env" | "stderr" | "signal" | "clock">>,
): Promise<string> {
  const environment = io.env ?? {};
  const key = createHash("sha256").update(url).digest("hex");
  const folder = join(cacheFolder({ environment }), "downloads", key);
  const path = join(
    folder,
    fileNameOf(url)
      .replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, "_")
      .slice(-100),
  );
  if ((await stat(path).catch(() => undefined))?.isFile()) {
    io.stderr?.write(`Downloaded before: ${path} (delete it to fetch it again)\n`);
    return path;
  }
  await mkdir(folder, { recursive: true });
  const unfinished = join(folder, `.${process.pid}.part`);
  const file = await open(unfinished, "w");
  try {
    let shown = Number.NEGATIVE_INFINITY;
    const onProgress = (received: number, total: number | undefined) => {
      const now = io.clock?.() ?? 0;
      if (now - shown < millisecondsBetween && received !== total) return;
      shown = now;
      const of = total === undefined ? "" : ` of ${megabytes(total)}`;
      io.stderr?.write(`Downloading ${url}: ${megabytes(received)}${of} MB\n`);
    };
    for await (const piece of fetchPieces(url, { maximumBytes: mostBytes, signal: io.signal, onProgress })) {
      await file.writeFile(piece);
    }
    await file.close();
    await rename(unfinished, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(unfinished, { force: true });
    throw error;
  }
  return path;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
