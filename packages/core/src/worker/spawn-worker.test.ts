import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { createServer, type ViteDevServer } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SumPage } from "./testdata/sum-page.ts";

/** Left in the page by its script. */
declare const sumPage: SumPage;

const executablePath = process.env.GANLENS_CHROMIUM ?? "/usr/bin/chromium";
const required = process.env.GANLENS_REQUIRE_CHROMIUM === "1";

const html =
  '<!doctype html><title>sum</title><script type="module" src="/worker/testdata/sum-page.ts"></script>';

describe.skipIf(!required && !existsSync(executablePath))("spawnWorker in Chromium", () => {
  let cacheDir: string;
  let server: ViteDevServer;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    cacheDir = await mkdtemp(join(tmpdir(), "ganlens-vite-"));
    server = await createServer({
      configFile: false,
      root: fileURLToPath(new URL("..", import.meta.url)),
      cacheDir,
      logLevel: "silent",
      appType: "custom",
      server: { port: 0, host: "127.0.0.1", hmr: false, ws: false, watch: null },
      optimizeDeps: { noDiscovery: true },
      plugins: [
        {
          name: "page",
          configureServer: ({ middlewares }) => {
            middlewares.use("/page", (_, response) =>
              response.setHeader("content-type", "text/html").end(html),
            );
          },
        },
      ],
    });
    await server.listen();
    const address = server.httpServer?.address();
    const port = typeof address === "object" ? address?.port : undefined;
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port}/page`);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    if (cacheDir !== undefined) await rm(cacheDir, { recursive: true, force: true });
  });

  test("the same worker file moves arrays there and back, and is terminated", async () => {
    expect(await page.evaluate(() => sumPage.sum())).toEqual({
      sum: 2,
      back: [0.5, 0.5, 0.5, 0.5],
      left: 0,
      exit: { reason: "terminated" },
    });
  });

  test.each([
    ["an error that it does not catch", "./sum-worker.ts", "as asked"],
    ["a missing module", "./none.ts", "could not be loaded"],
  ])("%s ends it", async (_, file, message) => {
    const result = await page.evaluate((name) => sumPage.fail(name), file);
    expect(result.reason).toBe("failed");
    expect(result.message).toContain(message);
  });
});
