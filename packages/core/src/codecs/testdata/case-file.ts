import { readFileSync } from "node:fs";

/** A file of `testdata/cases`: small inputs that reproduce kinds of trouble which people reported. */
export function caseFile(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../../../testdata/cases/${name}`, import.meta.url)));
}

/** A list of cases; what it holds is for the test to say. */
export function caseJson<T>(name: string): T {
  return JSON.parse(new TextDecoder().decode(caseFile(name))) as T;
}

/** The bytes of a file that stands in a list of cases. */
export function bytesOfBase64(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "base64"));
}
