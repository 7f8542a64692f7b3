import { gunzipSync } from "fflate";

/** The bytes that a generated module holds as the base64 text of a gzip file; works wherever `atob` does. */
export function decodeEmbedded(base64: string): Uint8Array {
  const binary = atob(base64);
  const zipped = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) zipped[i] = binary.charCodeAt(i);
  return gunzipSync(zipped);
}
