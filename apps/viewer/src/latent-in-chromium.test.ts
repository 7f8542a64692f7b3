import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drawn, pixels } from "./testdata/drawn-pixels.ts";
import { openWorkbench, type Workbench } from "./testdata/open-viewer.ts";
import type { ServedRun } from "./testdata/serve-run.ts";
import { writeTestRun } from "./testdata/write-test-run.ts";

const executablePath = process.env.GANLENS_CHROMIUM ?? "";

describe.skipIf(executablePath === "")("the latent screen (needs Chromium)", () => {
  let bench: Workbench;
  let server: ServedRun;

  beforeAll(async () => {
    bench = await openWorkbench(executablePath);
    const run = join(bench.folder, "run");
    await writeTestRun(run);
    server = await bench.serve(run);
  });
  afterAll(() => bench?.close());

  it("moves the generator's input: sliders, classes, seeds, locks, steps; all of it undone and in the address", async () => {
    const { page, complaints } = await bench.open(`${server.url}?backend=wasm#screen=latent`);
    const before = await drawn(page, ".latent-pictures");
    expect(await page.locator(".backend-badge").textContent()).toContain("wasm");
    await drawn(page, ".latent-pictures", 2);
    const slider = page.getByRole("slider", { name: /^Direction 1/ });
    await slider.focus();
    for (let press = 0; press < 12; press++) await page.keyboard.press("ArrowRight");
    await expect.poll(() => pixels(page, ".latent-pictures")).not.toBe(before);
    await expect.poll(() => page.url()).toMatch(/z=0:/);
    await page.keyboard.press("Control+z");
    await expect.poll(() => pixels(page, ".latent-pictures")).toBe(before);
    await page.keyboard.press("Control+Shift+z");
    await expect.poll(() => pixels(page, ".latent-pictures")).not.toBe(before);

    const moved = await pixels(page, ".latent-pictures");
    await page.getByRole("radio", { name: "7", exact: true }).click();
    await expect.poll(() => pixels(page, ".latent-pictures")).not.toBe(moved);
    await expect.poll(() => page.url()).toContain("class=7");
    await page.getByRole("button", { name: "Lock direction 1" }).click();
    const kept = await slider.inputValue();
    await page.keyboard.press("r");
    await expect.poll(() => page.url()).toMatch(/seed=\d/);
    expect(await slider.inputValue()).toBe(kept);

    const settled = await pixels(page, ".latent-pictures");
    const error = await page.locator(".error-value").textContent();
    await page.getByLabel("through").selectOption("2");
    await expect.poll(() => page.locator(".error-value").textContent()).not.toBe(error);
    const address = page.url();
    await page.getByRole("button", { name: /^Earlier, to step/ }).click();
    await expect.poll(() => pixels(page, ".latent-pictures")).not.toBe(settled);

    const again = await bench.open(address);
    await expect.poll(() => pixels(again.page, ".latent-pictures"), { timeout: 20_000 }).toBe(settled);
    expect([...complaints, ...again.complaints]).toEqual([]);
    await page.close();
    await again.page.close();
  });

  it("opens the point of an image that an answer names, and leaves it for a drawn one", async () => {
    const { page, complaints } = await bench.open(
      `${server.url}?backend=wasm#screen=lenses&lens=identifiability`,
    );
    await page.getByRole("button", { name: "Open the point of image 2" }).click();
    const there = await drawn(page, ".latent-pictures");
    await expect.poll(() => page.url()).toMatch(/of=identifiability&row=2/);
    await expect(
      page.getByRole("radio", { name: "3", exact: true }).getAttribute("aria-checked"),
    ).resolves.toBe("true");
    const again = await bench.open(page.url());
    await expect.poll(() => pixels(again.page, ".latent-pictures"), { timeout: 20_000 }).toBe(there);
    await page.keyboard.press("r");
    await expect.poll(() => pixels(page, ".latent-pictures")).not.toBe(there);
    await expect.poll(() => page.url()).not.toContain("of=");
    expect([...complaints, ...again.complaints]).toEqual([]);
    await page.close();
    await again.page.close();
  });
});
