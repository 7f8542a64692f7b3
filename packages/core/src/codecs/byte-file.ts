/** A file of which parts can be read: on disk, in a browser, in memory. */
export interface ByteFile {
  /** For messages: usually a path. */
  readonly name: string;
  readonly byteLength: number;
  /**
   * Bytes `start` to `end` (exclusive), both within the file.
   *
   * @throws {DatasetInvalidError} when the file has become shorter
   */
  slice(start: number, end: number): Promise<Uint8Array>;
}

/** Bytes in memory as a file; slices are views. */
export function memoryFile({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }): ByteFile {
  return { name, byteLength: bytes.length, slice: async (start, end) => bytes.subarray(start, end) };
}
