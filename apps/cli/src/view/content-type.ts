import { extname } from "node:path/posix";

const anyBytes = "application/octet-stream";

/** Types of a built page. */
const pageTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".webmanifest": "application/manifest+json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
};

/** Types of a run folder that no browser runs; HTML, SVG and scripts are left out on purpose. */
const runTypes: Readonly<Record<string, string>> = {
  ".json": "application/json",
  ".ndjson": "text/plain; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".csv": "text/plain; charset=utf-8",
  ".md": "text/plain; charset=utf-8",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
};

/** The type of a file of the page. */
export function pageContentType(path: string): string {
  return typeIn(pageTypes, path);
}

/** The type of a file of a run folder, which is never one that a browser would run. */
export function runContentType(path: string): string {
  return typeIn(runTypes, path);
}

function typeIn(types: Readonly<Record<string, string>>, path: string): string {
  const extension = extname(path).toLowerCase();
  return Object.hasOwn(types, extension) ? (types[extension] as string) : anyBytes;
}
