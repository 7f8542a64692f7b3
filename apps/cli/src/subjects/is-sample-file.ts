import { extname } from "node:path";

const sampleEndings = new Set([".npz", ".npy", ".idx", ".safetensors", ".gz"]);

/** True for the name of a file of arrays, which holds samples where it is brought as a subject. */
export function isSampleFile(path: string): boolean {
  return sampleEndings.has(extname(path).toLowerCase()) || /-(ubyte|idx\d)$/.test(path);
}
