import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { access, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { type ServedRun, serveRun } from "./serve-run.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** A browser without what a test has no use for, and with graphics computed in software. */
export const chromiumArguments: readonly string[] =
  "--no-sandbox --use-angle=swiftshader --enable-unsafe-swiftshader --enable-unsafe-webgpu --use-webgpu-adapter=swiftshader --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync".split(
    " ",
  );

/**
 * Builds the page as it is published, and gives the folder: in a process of its own, since tests run in another mode, and
 * once for all test files, for as long as the sources stay as they are.
 */
export async function builtPage(): Promise<string> {
  const dist = join(tmpdir(), `ganlens-viewer-page-${await sourcesHash()}`);
  if (await isThere(dist)) return dist;
  const outDir = await mkdtemp(`${dist}-`);
  const vite = join(dirname(createRequire(import.meta.url).resolve("vite/package.json")), "bin/vite.js");
  const options = ["build", "--outDir", outDir, "--emptyOutDir", "--logLevel", "error"];
  await promisify(execFile)(process.execPath, [vite, ...options], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production" },
  });
  // Another test file may have been first.
  await rename(outDir, dist).catch(() => rm(outDir, { recursive: true, force: true }));
  return dist;
}

async function isThere(folder: string): Promise<boolean> {
  return access(folder).then(
    () => true,
    () => false,
  );
}

/** Changes whenever a source of the page does. */
async function sourcesHash(): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of [root, join(root, "../../packages")]) {
    const names = (await readdir(folder, { recursive: true })).filter(
      (name) => /\.(tsx?|css|html|json)$/.test(name) && !/(^|\/)(node_modules|dist)\//.test(name),
    );
    for (const name of names.sort()) hash.update(`${name} ${(await stat(join(folder, name))).mtimeMs}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}

/** The page in a browser, with what it complains of. */
export interface OpenedPage {
  readonly page: Page;
  /** Messages of the console, errors, and what the policy refused. */
  readonly complaints: readonly string[];
}

/** The built page, a browser, and servers for runs. */
export interface Workbench {
  /** An empty folder of the test's own. */
  readonly folder: string;
  readonly browser: Browser;
  /** Serves the page, and a run where one is given. */
  serve(run?: string): Promise<ServedRun>;
  open(url: string, options?: BrowserContextOptions): Promise<OpenedPage>;
  close(): Promise<void>;
}

/** Builds the page and starts a browser. */
export async function openWorkbench(executablePath: string): Promise<Workbench> {
  const folder = await mkdtemp(join(tmpdir(), "ganlens-viewer-"));
  const dist = await builtPage();
  const browser = await chromium.launch({ executablePath, args: [...chromiumArguments] });
  const servers: ServedRun[] = [];
  return {
    folder,
    browser,
    async serve(run) {
      const server = await serveRun({ dist, run });
      servers.push(server);
      return server;
    },
    async open(url, options = {}) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
      page.setDefaultTimeout(20_000);
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (message.type() !== "log" && !message.text().includes("GPU stall")) complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("request", (request) => {
        const address = request.url();
        if (!/^(http:\/\/127\.0\.0\.1|blob:|data:)/.test(address)) complaints.push(address);
      });
      await page.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (event) =>
          console.error(`refused by the policy: ${event.violatedDirective} ${event.blockedURI}`),
        );
      });
      await page.goto(url);
      return { page, complaints };
    },
    async close() {
      await browser.close();
      for (const server of servers) await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
