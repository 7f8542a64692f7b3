/**
 * Paths as a run folder has them: the folder around all of them, such as `demo/` of `demo/run.json`, is taken off.
 *
 * The root is the shallowest folder that holds a `run.json` or a `lenses` folder; without either, the paths stay.
 */
export function rootOf(paths: Iterable<string>): string {
  let root: string | undefined;
  for (const path of paths) {
    const found = /^(.*?)(?:run\.json|lenses\/[^/]+\/result\.json)$/.exec(path)?.[1];
    if (found === undefined || (found !== "" && !found.endsWith("/"))) continue;
    if (root === undefined || found.length < root.length) root = found;
  }
  return root ?? "";
}

/** Entries whose path lies under the root, by their path inside it. */
export function underRoot<T>(entries: Iterable<readonly [string, T]>, root: string): Map<string, T> {
  const inside = new Map<string, T>();
  for (const [path, value] of entries) {
    if (path.startsWith(root)) inside.set(path.slice(root.length), value);
  }
  return inside;
}
