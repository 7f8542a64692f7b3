import { type FileSet, memoryFiles } from "@ganlens/core";

/** The files of a network's folder, as those who load networks read them. */
export function networkFileSet(files: Readonly<Record<string, Uint8Array>>): FileSet {
  return memoryFiles(files, { main: "model.json", location: "the run" });
}
