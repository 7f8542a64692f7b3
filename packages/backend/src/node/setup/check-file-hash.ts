import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { BackendUnavailableError } from "@ganlens/core";

/**
 * Checks that a downloaded file holds the bytes that it should.
 *
 * @param sha256 64 hexadecimal digits
 * @throws {BackendUnavailableError} when it holds others, with both hashes and its size
 */
export async function checkFileHash(
  path: string,
  sha256: string,
  { hint }: { readonly hint: string },
): Promise<void> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk as Uint8Array);
    bytes += (chunk as Uint8Array).length;
  }
  const found = hash.digest("hex");
  if (found === sha256) return;
  throw new BackendUnavailableError({
    message: `Expected ${basename(path)} with SHA-256 ${sha256}, received ${bytes} bytes with ${found}.`,
    hint,
  });
}
