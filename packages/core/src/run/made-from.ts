import { CheckpointCorruptError } from "../errors/checkpoint-corrupt-error.ts";
import { canonicalJson } from "../hash/canonical-json.ts";
import { sha256Hex } from "../hash/sha256.ts";
import { runLayout } from "./run-layout.ts";

/** The hash that names the folder of a network which a lens has trained: SHA-256 of its record, but for the hashes of its files. */
export function madeFromHash({ files: _, ...made }: Readonly<Record<string, unknown>>): string {
  return sha256Hex(new TextEncoder().encode(canonicalJson(made)));
}

/**
 * Checks that the record in the folder of a network is that network's own.
 *
 * @param record what stands in `models/<hash>/made-from.json`
 * @throws {CheckpointCorruptError} when it is of another network, which was copied there, or was edited
 */
export function assertMadeFrom(record: Readonly<Record<string, unknown>>, hash: string): void {
  const found = madeFromHash(record);
  if (found === hash) return;
  throw new CheckpointCorruptError({
    message: `Expected ${runLayout.madeFrom(hash)} to say what made the network of that hash, but it is that of another one (${found.slice(0, 12)}…).`,
    hint: `Delete ${runLayout.model(hash)}: the network is trained again when it is needed.`,
  });
}
