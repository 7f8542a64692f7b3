import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openCheckpoint } from "@ganlens/core";
import { FolderRunStore } from "@ganlens/core/node";
import { chromium } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { spawnCli } from "../testdata/spawn-cli.ts";

const executablePath = process.env.GANLENS_CHROMIUM ?? "";
const stored = fileURLToPath(new URL("../../../../packages/core/testdata/run-v1", import.meta.url));
const page = fileURLToPath(new URL("../testdata/training-page", import.meta.url));

describe.skipIf(executablePath === "")("a page that trains (needs Chromium)", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ganlens-training-page-"));
    await build({
      root: page,
      configFile: false,
      logLevel: "error",
      base: "./",
      resolve: { conditions: ["@ganlens/source", "module", "browser", "production"] },
      worker: { format: "es" },
      build: { outDir: join(folder, "page"), target: "es2022", chunkSizeWarningLimit: 100_000 },
    });
  }, 180_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("gives the bytes of Node in a worker of the page that ganlens view serves, shards in another", async () => {
    const view = spawnCli(["view", stored, "--no-open", "--json"], {
      env: { NODE_ENV: "production", GANLENS_VIEWER: join(folder, "page") },
    });
    const out = join(folder, "run");
    const steps = ["--steps", "20", "--set", "schedule.snapshots=0", "schedule.sampleEvery=20"];
    const node = spawnCli(["train", "demo", ...steps, "--backend", "wasm", "--out", out, "--log", "json"]);
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
    try {
      const { url } = (await view.untilEvent("view-ready")) as { readonly url: string };
      const opened = await browser.newPage();
      const problems: string[] = [];
      opened.on("pageerror", (error) => problems.push(error.message));
      await opened.goto(url);
      const answer = (await opened.evaluate(
        () => (globalThis as unknown as { answer: Promise<unknown> }).answer,
      )) as { readonly isolated: boolean; readonly losses: readonly number[]; readonly generator: string };
      expect(problems).toEqual([]);
      expect(answer.isolated).toBe(true);
      expect(answer.losses).toHaveLength(20);
      expect(answer.losses.every(Number.isFinite)).toBe(true);
      expect((await node.exited).code).toBe(0);
      const { manifest } = await openCheckpoint(new FolderRunStore(out), 20);
      expect(answer.generator).toBe(manifest.files["generator/weights.bin"]?.sha256);
    } finally {
      await browser.close();
      view.child.kill();
      node.child.kill();
    }
  }, 240_000);
});
