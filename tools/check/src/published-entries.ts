import { join } from "node:path";
import type { PublishedPackage } from "./published-packages.ts";

/** An entry of a published package: what users import. */
export interface PublishedEntry {
  /** What stands in an import: `@ganlens/core/node`. */
  readonly specifier: string;
  /** `index`, or what comes after the package's name: `node`. */
  readonly name: string;
  /** Path of its built declarations. */
  readonly declarations: string;
}

/** The entries in `exports` of a package that have declarations. */
export function publishedEntries({ name, directory, manifest }: PublishedPackage): readonly PublishedEntry[] {
  const entries = Object.entries(manifest.exports as Readonly<Record<string, unknown>>);
  return entries.flatMap(([path, target]) => {
    const types = (target as { types?: unknown }).types;
    if (typeof types !== "string") return [];
    return {
      specifier: `${name}${path.slice(1)}`,
      name: path === "." ? "index" : path.slice(2),
      declarations: join(directory, types),
    };
  });
}
