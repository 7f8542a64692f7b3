import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256Hex } from "@ganlens/core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWorkbench, type Workbench } from "./testdata/open-viewer.ts";
import { writeTestRun } from "./testdata/write-test-run.ts";

const executablePath = process.env.GANLENS_CHROMIUM ?? "";

describe.skipIf(executablePath === "")("runs of other shapes, and changed networks (needs Chromium)", () => {
  let bench: Workbench;

  beforeAll(async () => {
    bench = await openWorkbench(executablePath);
  });
  afterAll(() => bench?.close());

  /** Changes the weights of both autoencoders; their records go along where asked. */
  async function changeWeights(
    run: string,
    change: (weights: Float32Array) => void,
    { told }: { readonly told: boolean },
  ): Promise<void> {
    for (const hash of await readdir(join(run, "models"))) {
      const place = join(run, "models", hash);
      const bytes = new Uint8Array(await readFile(join(place, "weights.bin")));
      change(new Float32Array(bytes.buffer));
      await writeFile(join(place, "weights.bin"), bytes);
      if (!told) continue;
      const record = JSON.parse(await readFile(join(place, "made-from.json"), "utf8"));
      record.files["weights.bin"] = sha256Hex(bytes);
      await writeFile(join(place, "made-from.json"), JSON.stringify(record));
    }
  }

  async function sizes(page: Page, inside: string): Promise<readonly string[]> {
    return page.evaluate((selector) => {
      const canvases = document.querySelectorAll<HTMLCanvasElement>(`${selector} canvas[data-drawn]`);
      return [...new Set([...canvases].map(({ width, height }) => `${width}×${height}`))];
    }, inside);
  }

  it("does not look through an autoencoder whose weights are not those that its record names", async () => {
    const run = join(bench.folder, "changed");
    await writeTestRun(run);
    await changeWeights(run, (weights) => weights.fill(0.25, 0, 10), { told: false });
    const { url } = await bench.serve(run);
    const { page, complaints } = await bench.open(`${url}?backend=wasm#screen=latent`);
    await page.getByText(/The autoencoder.s files are not those that its made-from\.json names/).waitFor();
    await page.locator(".latent-pictures canvas[data-drawn]").first().waitFor();
    expect(await page.locator(".latent-pictures .error-value").count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each(["wasm", "webgl"])("does not look through weights that are no numbers, on %s", async (backend) => {
    const run = join(bench.folder, `not-finite-${backend}`);
    await writeTestRun(run);
    await changeWeights(run, (weights) => weights.fill(Number.NaN, 3, 5), { told: true });
    const { url } = await bench.serve(run);
    const { page, complaints } = await bench.open(`${url}?backend=${backend}#screen=latent`);
    await page.getByText(/Expected finite numbers as weights of this autoencoder; 2 of \d+ values/).waitFor();
    await page.locator(".latent-pictures canvas[data-drawn]").first().waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("shows samples where nothing but networks and lenses is left of a run", async () => {
    const run = join(bench.folder, "no record");
    await writeTestRun(run, [8, 8, 1]);
    await rm(join(run, "run.json"));
    const { url } = await bench.serve(run);
    const { page, complaints } = await bench.open(`${url}?backend=wasm#screen=samples`);
    await page.getByRole("option", { name: /^Sample 3\b/ }).click();
    await page.keyboard.press("p");
    await page.getByRole("option", { name: /^Sample 4\b/ }).click();
    await page.locator(".compare canvas[data-drawn]").nth(2).waitFor();
    expect(await sizes(page, "main")).toEqual(["8×8"]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("promises no reconstruction where there is no autoencoder", async () => {
    const run = join(bench.folder, "no autoencoder");
    await writeTestRun(run);
    await rm(join(run, "models"), { recursive: true });
    const { url } = await bench.serve(run);
    const { page, complaints } = await bench.open(`${url}?backend=wasm#screen=samples`);
    await page.getByText("Select some and pin them, to see them beside each other.").waitFor();
    expect(await page.getByText(/beside its reconstruction/).count()).toBe(0);
    await page.getByRole("option", { name: /^Sample 3\b/ }).click();
    await page.getByText("1 selected.").waitFor();
    expect(await page.locator(".compare").count()).toBe(0);
    // Instead it is said why there is none, and what makes one.
    await page.getByText("so there is no reconstruction.").waitFor();
    await page.getByText("ganlens explain --lens reconstruction", { exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each([
    ["8 × 8", [8, 8, 1], "8×8"],
    ["coloured", [12, 8, 3], "8×12"],
  ] as const)("shows every screen of a run of %s images", async (name, shape, size) => {
    const run = join(bench.folder, name);
    await writeTestRun(run, shape);
    const { url } = await bench.serve(run);
    const { page, complaints } = await bench.open(`${url}?backend=wasm#screen=samples`);
    const real = page.getByRole("listbox", { name: "Real images" }).getByRole("option");
    await expect.poll(() => real.count(), { timeout: 20_000 }).toBe(4);
    await page.locator(".sample-tiles canvas[data-drawn]").nth(10).waitFor();
    expect(await sizes(page, ".sample-tiles")).toEqual([size]);
    await real.nth(1).click();
    await page.keyboard.press("p");
    await page.getByRole("option", { name: /^Sample 3\b/ }).click();
    await page.locator(".compare canvas[data-drawn]").nth(2).waitFor();
    expect(await sizes(page, ".compare")).toEqual([size]);
    await page.getByRole("button", { name: "Open in Latent" }).click();
    await page.locator(".latent-pictures canvas[data-drawn]").nth(2).waitFor();
    expect(await sizes(page, ".latent-pictures")).toEqual([size]);
    await page.getByRole("link", { name: "Training" }).click();
    await page.getByRole("option", { name: "Sample 12" }).click();
    expect(complaints).toEqual([]);
    await page.close();
  });
});
