import { ConfigInvalidError, GanlensError } from "@ganlens/core";
import { damagedOnnx } from "../onnx-refusal.ts";

/** Where a constant's bytes lie outside the ONNX file. */
export interface ExternalLocation {
  readonly path: string;
  readonly offset: number;
  readonly length: number | undefined;
}

/**
 * The place that the entries of `external_data` name.
 *
 * @throws {CheckpointCorruptError} when the path could lead out of the file's folder, or a number is none
 */
export function externalLocation(entries: ReadonlyMap<string, string>, where: string): ExternalLocation {
  const path = entries.get("location") ?? "";
  const outside =
    path === "" ||
    path.startsWith("/") ||
    /^[a-zA-Z]:/.test(path) ||
    /[\\\0]/.test(path) ||
    path.includes("://") ||
    path.split("/").includes("..");
  if (outside) {
    throw damagedOnnx(
      `${where}: expected external data inside the file's own folder, received the path "${path.slice(0, 200)}".`,
      { hint: "Save the model again with its weights beside it or inside it." },
    );
  }
  const whole = (key: string): number | undefined => {
    const text = entries.get(key);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (!/^\d{1,15}$/.test(text)) {
      throw damagedOnnx(`${where}: expected a number as external ${key}, received "${text.slice(0, 40)}".`);
    }
    return value;
  };
  return { path, offset: whole("offset") ?? 0, length: whole("length") };
}

/** Reads external files once each; a path is checked before it is asked for. */
export class ExternalFiles {
  readonly #files = new Map<string, Promise<Uint8Array>>();
  readonly #read: ((path: string) => Promise<Uint8Array>) | undefined;

  constructor(read: ((path: string) => Promise<Uint8Array>) | undefined) {
    this.#read = read;
  }

  /**
   * `byteLength` bytes of a constant.
   *
   * @throws {ConfigInvalidError} when the importer was given no way to read beside the file
   * @throws {CheckpointCorruptError} when the external file is shorter
   */
  async bytes(location: ExternalLocation, byteLength: number, where: string): Promise<Uint8Array> {
    const { path, offset, length } = location;
    if (length !== undefined && length !== byteLength) {
      throw damagedOnnx(`${where}: expected ${byteLength} bytes of external data, received ${length}.`);
    }
    if (!this.#read) {
      throw new ConfigInvalidError({
        message: `ONNX file: ${where}: the weights lie in a second file, "${path}".`,
        hint: "Open it from its folder, or save the model as one file.",
      });
    }
    const pending = this.#files.get(path) ?? this.#read(path);
    this.#files.set(path, pending);
    const file = await pending.catch((cause: unknown) => {
      if (GanlensError.isInstance(cause)) throw cause;
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw damagedOnnx(`${where}: its external file "${path}" cannot be read: ${reason}`, {
        hint: "Put the file that was saved with the model beside it.",
        cause,
      });
    });
    if (offset + byteLength > file.length) {
      throw damagedOnnx(
        `${where}: expected ${byteLength} bytes at ${offset} of "${path}", and it has ${file.length}.`,
      );
    }
    return file.subarray(offset, offset + byteLength);
  }
}
