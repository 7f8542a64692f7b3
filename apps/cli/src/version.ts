import { createRequire } from "node:module";

/** The version of the package `ganlens`. */
export const version: string = (
  createRequire(import.meta.url)("../package.json") as { readonly version: string }
).version;
