/** What one process reads. */
export interface DataTask {
  /**
   * `stream` opens a folder and reads one shuffled pass batch by batch, and so does `batches` of a file; `open` reads a folder into
   * memory, `file` and `idx` read a whole file as floats, `render` draws images.
   */
  readonly way: "stream" | "open" | "file" | "batches" | "idx" | "render";
  readonly path: string;
  readonly images: number;
}

/** What it took; seconds without the start of the process. */
export interface DataFigures {
  /** Of what is compared with Python: of batches their pass alone. */
  readonly seconds: number;
  /** Of opening. */
  readonly opening: number;
  /** The most memory that was resident, in MiB; and before anything was opened. */
  readonly peak: number;
  readonly start: number;
}
