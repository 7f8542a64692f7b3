import { checkedPath, type RunReader, RunUnsupportedError, type WriterState } from "@ganlens/core";
import { limits, sizeWords } from "./limits.ts";

/** One file of a run; the tag changes whenever the file does. */
export interface RunFile {
  readonly bytes: number;
  readonly etag: string;
}

/** What {@link RunFiles} is made from. */
export interface RunFilesOptions {
  /** Where the run lies, for messages. */
  readonly location: string;
  readonly files: ReadonlyMap<string, RunFile>;
  readonly read: (path: string) => Promise<Uint8Array>;
  /** Whether the process that trains the run is there; "not known" where it is left out, as of a folder that was opened. */
  readonly writer?: WriterState | undefined;
}

/** The files of a run as they are at one moment, wherever they lie; nothing larger than the limits is read. */
export class RunFiles implements RunReader {
  readonly location: string;
  readonly files: ReadonlyMap<string, RunFile>;
  readonly writer: WriterState;
  readonly #read: (path: string) => Promise<Uint8Array>;

  constructor({ location, files, read, writer = "not known" }: RunFilesOptions) {
    if (files.size > limits.files) {
      throw new RunUnsupportedError({
        message: `Expected at most ${limits.files} files in ${location}, found ${files.size}.`,
        hint: "Open the folder of one run, such as runs/demo, not one that holds many.",
      });
    }
    for (const path of files.keys()) checkedPath(path);
    this.location = location;
    this.files = files;
    this.writer = writer;
    this.#read = read;
  }

  async list(folder?: string): Promise<readonly string[]> {
    const prefix = folder === undefined ? "" : `${folder}/`;
    return [...this.files.keys()].filter((path) => path.startsWith(prefix)).sort();
  }

  async has(path: string): Promise<boolean> {
    return this.files.has(path);
  }

  read(path: string): Promise<Uint8Array> {
    return this.readAtMost(path, limits.fileBytes);
  }

  /** @throws {RunUnsupportedError} when the file is not there, or larger than allowed */
  async readAtMost(path: string, most: number): Promise<Uint8Array> {
    // What is allowed may come from the run itself: the size that a manifest states.
    const allowed = Math.min(most, limits.fileBytes);
    const file = this.files.get(path);
    if (file === undefined) {
      throw new RunUnsupportedError({ message: `There is no ${path} in ${this.location}.` });
    }
    const tooLarge = (bytes: number): RunUnsupportedError =>
      new RunUnsupportedError({
        message: `${path} is larger than this page reads: ${sizeWords(bytes)}, and ${sizeWords(allowed)} are allowed.`,
      });
    if (file.bytes > allowed) throw tooLarge(file.bytes);
    const content = await this.#read(path);
    // A server's list of files may be older than the file.
    if (content.length > allowed) throw tooLarge(content.length);
    return content;
  }
}
