import { canonicalJson, sha256Hex } from "@ganlens/core";

/** One hash of the files of a subject's weights, in the order of their paths, and of all else that decides what is drawn. */
export function subjectFingerprint(
  hashes: readonly string[],
  facts: Readonly<Record<string, unknown>>,
): string {
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  return sha256Hex(new TextEncoder().encode(canonicalJson({ hashes, ...known })));
}
