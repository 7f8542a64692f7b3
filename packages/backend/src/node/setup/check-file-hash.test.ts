import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256Hex } from "@ganlens/core";
import { expect, it } from "vitest";
import { checkFileHash } from "./check-file-hash.ts";

it("lets pass what has the hash, and says what came instead", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ganlens-hash-"));
  const path = join(folder, "a.whl");
  // Longer than what is read at once.
  const bytes = new Uint8Array(300_000).map((_, i) => i % 251);
  await writeFile(path, bytes);
  await checkFileHash(path, sha256Hex(bytes), { hint: "" });
  bytes[200_000] = 7;
  await writeFile(path, bytes);
  const expected = "0".repeat(64);
  await expect(checkFileHash(path, expected, { hint: "Look." })).rejects.toMatchObject({
    code: "backend-unavailable",
    message: `Expected a.whl with SHA-256 ${expected}, received 300000 bytes with ${sha256Hex(bytes)}.`,
    hint: "Look.",
  });
  await rm(folder, { recursive: true });
});
