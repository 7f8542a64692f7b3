import { type ByteFile, ConfigInvalidError, DatasetInvalidError, memoryFile } from "@ganlens/core";

/** How {@link fetchPieces} and {@link fetchFile} fetch. */
export interface FetchFileOptions {
  /** The most bytes that are taken. */
  readonly maximumBytes: number;
  readonly signal?: AbortSignal | undefined;
  /** Called after every piece; `total` is what the server announced, if it did. */
  readonly onProgress?: ((received: number, total: number | undefined) => void) | undefined;
}

/** The name of the file at an address, for messages and data sets. */
export function fileNameOf(url: string): string {
  const last = checkedUrl(url).pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(last) || "download";
  } catch {
    return last;
  }
}

/**
 * What is at an address, piece by piece, counted while it comes.
 *
 * @throws {ConfigInvalidError} when it is no http or https address
 * @throws {DatasetInvalidError} when nothing comes, it ends too early, or it is larger than allowed
 */
export async function* fetchPieces(
  url: string,
  { maximumBytes, signal, onProgress }: FetchFileOptions,
): AsyncGenerator<Uint8Array> {
  const { href } = checkedUrl(url);
  const wrong = (what: string, cause?: unknown) =>
    new DatasetInvalidError({
      message: `Expected a file at ${href}, but ${what}.`,
      hint: "Check the address, or download it by other means and name the file.",
      cause,
    });
  const response = await fetch(href, signal === undefined ? {} : { signal }).catch((cause: unknown) => {
    signal?.throwIfAborted();
    throw wrong(cause instanceof Error ? cause.message : String(cause), cause);
  });
  if (!response.ok || response.body === null) throw wrong(`the server answered ${response.status}`);
  const announced = Number(response.headers.get("content-length") ?? Number.NaN);
  // What is packed on the way is announced as packed.
  const total =
    Number.isFinite(announced) && !response.headers.has("content-encoding") ? announced : undefined;
  if (total !== undefined && total > maximumBytes) {
    await response.body.cancel();
    throw wrong(`it has ${total} bytes; ${maximumBytes} are allowed`);
  }
  const reader = response.body.getReader();
  let received = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        signal?.throwIfAborted();
        throw wrong(`it broke off after ${received} bytes`, cause);
      });
      if (done) break;
      received += value.length;
      if (received > maximumBytes) throw wrong(`more than the ${maximumBytes} allowed bytes come`);
      onProgress?.(received, total);
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  if (total !== undefined && received !== total) throw wrong(`${received} of ${total} bytes came`);
}

/** A file at an address, in memory. @throws as {@link fetchPieces} */
export async function fetchFile(url: string, options: FetchFileOptions): Promise<ByteFile> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of fetchPieces(url, options)) {
    parts.push(part);
    length += part.length;
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts.splice(0)) {
    bytes.set(part, at);
    at += part.length;
  }
  return memoryFile({ name: fileNameOf(url), bytes });
}

function checkedUrl(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol === "https:" || parsed?.protocol === "http:") return parsed;
  throw new ConfigInvalidError({
    message: `Expected an address that begins with https:// or http://, received ${JSON.stringify(url.slice(0, 200))}.`,
    hint: "A file is named by its path.",
  });
}
