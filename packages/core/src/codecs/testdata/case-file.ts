import { readFileSync } from "node:fs";

/** A file of `testdata/cases`: small inputs that reproduce kinds of trouble which people reported. */
export function caseFile(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../../../testdata/cases/${name}`, import.meta.url)));
}
