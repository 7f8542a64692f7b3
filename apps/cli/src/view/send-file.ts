import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { OpenedFile } from "./served-folder.ts";

export interface SendFileOptions {
  readonly file: OpenedFile;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * Streams a file as long as it was when it was opened, or says that the browser's copy is still right.
 *
 * The file is closed whatever happens. One that shrinks meanwhile breaks the connection off, since the announced length
 * cannot be kept.
 */
export async function sendFile({ file, type, headers, request, response }: SendFileOptions): Promise<void> {
  const { handle, bytes, etag } = file;
  try {
    const known = request.headers["if-none-match"] ?? "";
    const isKnown =
      known.trim() === "*" || known.split(",").some((each) => each.trim().replace(/^W\//, "") === etag);
    response.writeHead(isKnown ? 304 : 200, {
      ...headers,
      ETag: etag,
      "Cache-Control": "no-cache",
      ...(isKnown ? {} : { "Content-Type": type, "Content-Length": bytes }),
    });
    if (isKnown || request.method === "HEAD" || bytes === 0) {
      response.end();
      return;
    }
    const stream = handle.createReadStream({ start: 0, end: bytes - 1, autoClose: false });
    await pipeline(stream, response, { end: false });
    if (stream.bytesRead < bytes) response.destroy();
    else response.end();
  } finally {
    await handle.close();
  }
}
