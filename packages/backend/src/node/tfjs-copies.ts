import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";

const require = createRequire(import.meta.url);

/** The folder of the copy of tfjs that this package uses, links resolved. */
export function ownTfjsFolder(): string {
  return dirname(realpathSync(require.resolve("@tensorflow/tfjs/package.json")));
}

/** The folder of the tfjs-core below a copy of tfjs. */
export function coreFolderOf(tfjs: string): string {
  return dirname(
    realpathSync(createRequire(`${tfjs}/package.json`).resolve("@tensorflow/tfjs-core/package.json")),
  );
}

/** The folders of every copy of tfjs's core that this process has loaded, in the order in which they came. */
export function tfjsCopies(): readonly string[] {
  const folders = Object.keys(require.cache).flatMap((file) => {
    // `tfjs-core` everywhere, or the bundles of `tfjs`, which carry a core of their own.
    const match =
      /^(.*[\\/]@tensorflow[\\/](?:tfjs-core[\\/]dist[\\/]|tfjs[\\/]dist[\\/]tf(?!\.node)[^\\/]*\.js$))/.exec(
        file,
      );
    return match?.[1] === undefined ? [] : [match[1].replace(/[\\/]dist[\\/].*$/, "")];
  });
  return [...new Set(folders)];
}
