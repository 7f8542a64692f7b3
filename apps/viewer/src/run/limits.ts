const mebibyte = 2 ** 20;

/** What the page reads of a run; anything larger is refused in words, and the rest still shown. */
export const limits: Readonly<
  Record<
    | "files"
    | "zipBytes"
    | "inflatedBytes"
    | "fileBytes"
    | "networkBytes"
    | "jsonBytes"
    | "logBytes"
    | "pictureBytes"
    | "decodedBytes"
    | "lenses",
    number
  >
> = {
  /** Files in a folder or an archive. */
  files: 20_000,
  /** A zip archive, packed and inflated. */
  zipBytes: 1024 * mebibyte,
  inflatedBytes: 2048 * mebibyte,
  /** One file of any kind. */
  fileBytes: 256 * mebibyte,
  /** All files of one network. */
  networkBytes: 512 * mebibyte,
  /** `run.json`, a lens's result, a record of a network. */
  jsonBytes: 32 * mebibyte,
  /** `metrics.ndjson`. */
  logBytes: 64 * mebibyte,
  /** A picture, packed, and decoded. */
  pictureBytes: 16 * mebibyte,
  decodedBytes: 128 * mebibyte,
  /** Lenses in one run. */
  lenses: 64,
};

/** "16 MiB" */
export function sizeWords(bytes: number): string {
  if (bytes >= 1024 * mebibyte) return `${Math.round(bytes / mebibyte / 102.4) / 10} GiB`;
  if (bytes >= mebibyte) return `${Math.round(bytes / mebibyte)} MiB`;
  return bytes >= 1024 ? `${Math.round(bytes / 1024)} KiB` : `${bytes} bytes`;
}
