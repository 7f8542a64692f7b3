import { access, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { Counts } from "./counts.ts";
import { runCommand } from "./run-command.ts";
import { vitestCounts } from "./vitest-counts.ts";

/** How the tests went on one version of Node. */
export interface NodeRun {
  /** What `node --version` says. */
  readonly version: string;
  readonly counts: Counts;
  readonly seconds: number;
}

/**
 * Runs all tests on a version of Node, whose binary comes from npm's package `node` and is kept in `node_modules/.cache`.
 *
 * @param root the folder of the workspace
 * @param major such as "22"
 * @throws {Error} with npm's words when the binary cannot be installed
 */
export async function testOnNode(root: string, major: string): Promise<NodeRun> {
  const binary = await installNode(join(root, "node_modules", ".cache", "ganlens", `node-${major}`), major);
  const scratch = await mkdtemp(join(tmpdir(), "ganlens-node-"));
  const start = performance.now();
  try {
    const version = (await runCommand([binary, "--version"], { directory: root })).output.trim();
    const report = join(scratch, "vitest.json");
    const { exitCode } = await runCommand(
      [binary, join(root, "node_modules", "vitest", "vitest.mjs"), "run"],
      {
        directory: root,
        environment: {
          ...outerVitest(),
          PATH: [dirname(binary), process.env.PATH].join(delimiter),
          GANLENS_TEST_REPORT: report,
        },
        show: true,
      },
    );
    const text = await readFile(report, "utf8").catch(() => null);
    const seconds = (performance.now() - start) / 1000;
    return { version, counts: vitestCounts({ report: text, exitCode }), seconds };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function installNode(folder: string, major: string): Promise<string> {
  const binary = join(
    folder,
    "node_modules",
    "node",
    "bin",
    process.platform === "win32" ? "node.exe" : "node",
  );
  const exists = await access(binary).then(
    () => true,
    () => false,
  );
  if (exists) return binary;
  await mkdir(folder, { recursive: true });
  const { exitCode, output } = await runCommand(
    ["npm", "install", "--prefix", folder, "--no-audit", "--no-fund", `node@${major}`],
    { directory: folder },
  );
  if (exitCode !== 0) throw new Error(`Node ${major} could not be installed.\n${output}`);
  return binary;
}

/** Takes away what a run of vitest around this one has set. */
function outerVitest(): NodeJS.ProcessEnv {
  const set = Object.keys(process.env).filter((name) =>
    /^(VITEST|NODE_ENV$|TEST$|DEV$|PROD$|SSR$|MODE$)/.test(name),
  );
  return Object.fromEntries(set.map((name) => [name, undefined]));
}
