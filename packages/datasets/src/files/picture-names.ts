/** Endings of pictures; what such a file holds is told by its first bytes. */
export const pictureEndings: ReadonlySet<string> = new Set([
  ".png",
  ".jpg",
  ".jpeg",
  ".jpe",
  ".jif",
  ".jfif",
  ".webp",
  ".avif",
  ".gif",
  ".tif",
  ".tiff",
]);

/** What systems leave in folders, beside all names that begin with a dot. */
export const systemNames: ReadonlySet<string> = new Set([
  "__macosx",
  "thumbs.db",
  "ehthumbs.db",
  "desktop.ini",
  "@eadir",
  "$recycle.bin",
  "system volume information",
]);

/** True for a name, with `/` between folders, that has the ending of a picture. */
export function isPictureName(path: string): boolean {
  const ending = /\.[^./]+$/.exec(path)?.[0] ?? "";
  return pictureEndings.has(ending.toLowerCase());
}

/** True when a name, or a folder above it, begins with a dot or is one that systems leave behind. */
export function isLitter(path: string): boolean {
  return path.split("/").some((part) => part.startsWith(".") || systemNames.has(part.toLowerCase()));
}
