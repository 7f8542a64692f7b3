import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { cacheFolder } from "./cache-folder.ts";
import { tfjsNodeFolder } from "./tfjs-node-folder.ts";

const names = [
  "@tensorflow/tfjs",
  "@tensorflow/tfjs-backend-wasm",
  "@tensorflow/tfjs-backend-webgpu",
  "@tensorflow/tfjs-node",
  "webgpu",
];

/** Versions of the packages that backends come from; those that are not installed are left out. */
export function packageVersions(): Readonly<Record<string, string>> {
  const places = [
    import.meta.url,
    join(process.cwd(), "package.json"),
    join(tfjsNodeFolder(), "package.json"),
    join(process.env.GANLENS_WEBGPU || join(cacheFolder(), "webgpu"), "package.json"),
  ];
  return Object.fromEntries(
    names.flatMap((name) => {
      for (const place of places) {
        const version = versionFrom(name, place);
        if (version !== undefined) return [[name, version] as const];
      }
      return [];
    }),
  );
}

function versionFrom(name: string, place: string): string | undefined {
  for (const folder of createRequire(place).resolve.paths(name) ?? []) {
    try {
      const { version } = JSON.parse(readFileSync(join(folder, name, "package.json"), "utf8"));
      if (typeof version === "string") return version;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}
