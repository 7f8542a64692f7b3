import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { build, createLogger } from "vite";

/**
 * Builds a page with Vite as a user would.
 *
 * @returns what Vite warned of, and the scripts that reach for Node
 */
export async function buildPage({ folder, output }: { folder: string; output: string }): Promise<{
  warnings: readonly string[];
  reachingForNode: readonly string[];
}> {
  const warnings: string[] = [];
  const warn = (message: string): void => {
    warnings.push(message);
  };
  await build({
    root: folder,
    configFile: false,
    logLevel: "warn",
    customLogger: { ...createLogger("silent"), warn, warnOnce: warn },
    worker: { format: "es" },
    build: { outDir: output, emptyOutDir: true, target: "es2022", chunkSizeWarningLimit: 100_000 },
  });
  const reachingForNode: string[] = [];
  for (const name of await readdir(output, { recursive: true })) {
    if (!name.endsWith(".js")) continue;
    const script = await readFile(join(output, name), "utf8");
    const reach = /__vite-browser-external|\b(?:from|import|require)\s*\(?\s*["'`]node:[^"'`]*/.exec(script);
    if (reach !== null) reachingForNode.push(`${name}: ${reach[0]}`);
  }
  return { warnings, reachingForNode };
}
