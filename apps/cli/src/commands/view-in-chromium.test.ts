import { cp, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SpawnedCli, spawnCli } from "../testdata/spawn-cli.ts";

const executablePath = process.env.GANLENS_CHROMIUM ?? "";
const stored = fileURLToPath(new URL("../../../../packages/core/testdata/run-v1", import.meta.url));

describe.skipIf(executablePath === "")("the page of ganlens view (needs Chromium)", () => {
  let folder: string;
  let run: string;
  let browser: Browser;
  let cli: SpawnedCli;
  let context: BrowserContext;
  let page: Page;
  let port: string;
  const complaints: string[] = [];

  const start = async (...more: readonly string[]): Promise<string> => {
    cli = spawnCli(["view", run, "--no-open", "--json", ...more], { env: { NODE_ENV: "production" } });
    const { url } = (await cli.untilEvent("view-ready")) as { readonly url: string };
    return url;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ganlens-view-page-"));
    run = join(folder, "run");
    await cp(stored, run, { recursive: true });
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
    context = await browser.newContext();
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    const url = await start();
    port = new URL(url).port;
    await page.goto(url);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    cli?.child.kill();
    await rm(folder, { recursive: true, force: true });
  });

  /** The generated image, as one string; empty until it is drawn. */
  const picture = () =>
    page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>(".latent-pictures canvas");
      return canvas?.dataset.drawn === undefined ? "" : canvas.toDataURL();
    });

  it("shows the answers, and its address no token", async () => {
    await page.getByRole("heading", { name: "Answers" }).waitFor();
    expect(new URL(page.url()).search).toBe("");
    expect(await page.getByRole("link", { name: "Figures and all numbers" }).count()).toBe(2);
  });

  it("runs the generator under the server's policy", async () => {
    await page.getByRole("link", { name: "Latent" }).click();
    await expect.poll(picture, { timeout: 20_000 }).not.toBe("");
    // Graphics in software are passed over.
    expect(await page.locator(".backend-badge").textContent()).toContain("wasm");
    const before = await picture();
    await page.getByRole("button", { name: "Random", exact: true }).click();
    await expect.poll(picture, { timeout: 20_000 }).not.toBe(before);
    expect(complaints).toEqual([]);
  });

  it("says when the folder is gone or the server does not answer, and goes on when they are back", async () => {
    await rename(run, `${run}-away`);
    await page
      .getByRole("status")
      .filter({ hasText: /folder/i })
      .first()
      .waitFor();
    await rename(`${run}-away`, run);
    await page
      .getByRole("status")
      .filter({ hasText: /folder/i })
      .first()
      .waitFor({ state: "detached" });
    cli.child.kill();
    await cli.exited;
    const silent = page.getByText("The server does not answer");
    await silent.waitFor();
    const url = await start("--port", port);
    await page.getByText("was started anew").waitFor();
    await page.goto(url);
    await page.getByRole("link", { name: "Latent" }).waitFor();
    expect(await silent.count()).toBe(0);
  });

  it("leaves its connection to others while nobody looks at it", async () => {
    const tabs: Page[] = [];
    for (let i = 0; i < 8; i++) {
      const tab = await context.newPage();
      await tab.goto(new URL("/#screen=overview", page.url()).href);
      await tab.getByRole("heading", { name: "Answers" }).waitFor();
      // Headless tabs never count as hidden by themselves.
      await tab.evaluate(() => {
        Object.defineProperty(document, "visibilityState", { value: "hidden" });
        document.dispatchEvent(new Event("visibilitychange"));
      });
      tabs.push(tab);
    }
    for (const tab of tabs) await tab.close();
  });
});
