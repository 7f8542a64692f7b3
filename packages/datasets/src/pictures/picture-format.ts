/** A format of pictures that some decoder of ganlens reads. */
export type PictureFormat = "png" | "jpeg" | "webp" | "avif" | "gif" | "tiff";

/** How each format is called in sentences. */
export const formatNames: Readonly<Record<PictureFormat, string>> = {
  png: "PNG",
  jpeg: "JPEG",
  webp: "WebP",
  avif: "AVIF",
  gif: "GIF",
  tiff: "TIFF",
};

/** As many first bytes tell the format of any file. */
export const formatBytes = 64;

/** The format by the first bytes; the ending of the name says nothing. */
export function pictureFormat(bytes: Uint8Array): PictureFormat | undefined {
  const text = latin(bytes.subarray(0, formatBytes));
  if (text.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (text.startsWith("\xff\xd8\xff")) return "jpeg";
  if (text.startsWith("RIFF") && text.slice(8, 12) === "WEBP") return "webp";
  if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) return "gif";
  if (text.startsWith("II*\0") || text.startsWith("MM\0*")) return "tiff";
  if (text.startsWith("II+\0") || text.startsWith("MM\0+")) return "tiff";
  if (text.slice(4, 8) === "ftyp" && brandsOf(text).some((brand) => brand === "avif" || brand === "avis"))
    return "avif";
  return undefined;
}

/** What a file is that no decoder reads, in one word where its first bytes tell. */
export function otherFormat(bytes: Uint8Array): string {
  const text = latin(bytes.subarray(0, formatBytes));
  if (text.slice(4, 8) === "ftyp") return "HEIC or a film";
  if (text.startsWith("BM")) return "BMP";
  if (text.startsWith("\0\0\0\x0cJXL ") || text.startsWith("\xff\x0a")) return "JPEG XL";
  if (text.startsWith("8BPS")) return "Photoshop";
  if (text.startsWith("%PDF")) return "PDF";
  if (text.trimStart().startsWith("<")) return "SVG or HTML";
  return text === "" ? "an empty file" : "none of these";
}

function brandsOf(text: string): readonly string[] {
  // The major brand, a version number, and then the compatible ones, four letters each.
  return [text.slice(8, 12), ...(text.slice(16).match(/.{4}/gs) ?? [])];
}

function latin(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}
