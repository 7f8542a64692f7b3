import { type ByteFile, DatasetInvalidError, isGzip } from "@ganlens/core";
import { isCifarSize } from "../cifar/cifar-layout.ts";
import { formatNames, otherFormat, pictureFormat } from "../pictures/picture-format.ts";

/** What a file is read as. */
export type FileKind = "zip" | "parquet" | "arrays" | "cifar" | "csv";

const headBytes = 4096;

/**
 * Tells what a file is by its first bytes, and only where they say nothing by the ending of its name.
 *
 * @throws {DatasetInvalidError} for any other file, saying what was tried
 */
export async function fileKind(file: ByteFile): Promise<FileKind> {
  const head = await file.slice(0, Math.min(headBytes, file.byteLength));
  const starts = (...first: readonly number[]) => first.every((value, i) => head[i] === value);
  if (starts(0x50, 0x4b)) return "zip";
  if (starts(0x50, 0x41, 0x52, 0x31)) return "parquet";
  if (starts(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59)) return "arrays";
  // Records have no beginning of their own, and their pixels can look like anything.
  if (/\.bin$/i.test(file.name) && isCifarSize(file.byteLength)) return "cifar";
  if (/\.(tgz|tar\.gz)$/i.test(file.name)) throw packed(file.name);
  if (isGzip(head) || starts(0, 0) || head[8] === 0x7b) return "arrays";
  if (/\.[ct]sv$/i.test(file.name) || (pictureFormat(head) === undefined && isText(head))) return "csv";
  throw unknown(file, head);
}

/** True for text as tables are written: no control characters but tabs and line ends, a separator, a digit. */
function isText(head: Uint8Array): boolean {
  if (head.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) return false;
  const text = new TextDecoder().decode(head);
  return /[,;\t]/.test(text) && /\d/.test(text) && !text.trimStart().startsWith("<");
}

function packed(name: string): DatasetInvalidError {
  return new DatasetInvalidError({
    message: `Expected a file of data, but ${name} is a packed folder.`,
    hint: "Unpack it (tar xzf), and name the folder.",
  });
}

function unknown({ name, byteLength }: ByteFile, head: Uint8Array): DatasetInvalidError {
  const format = pictureFormat(head);
  const found = format === undefined ? otherFormat(head) : `one picture, a ${formatNames[format]}`;
  const cifar = /\.bin$/i.test(name)
    ? ` A CIFAR file holds records of 3073 (CIFAR-10) or 3074 bytes (CIFAR-100); ${byteLength} is a multiple of neither.`
    : "";
  return new DatasetInvalidError({
    message:
      `Expected ${name} to be an npz, npy, IDX, safetensors, zip, parquet, CSV or CIFAR file, ` +
      `received ${found}.${cifar}`,
    hint:
      format === undefined
        ? "In Python: numpy.savez('images.npz', images=images, labels=labels)."
        : "Give the folder with all pictures, or a zip of it.",
  });
}
