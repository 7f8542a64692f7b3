import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWorkbench, type Workbench } from "./testdata/open-viewer.ts";
import { writeTestRun } from "./testdata/write-test-run.ts";

const executablePath = process.env.GANLENS_CHROMIUM ?? "";

describe.skipIf(executablePath === "")("the browser's way back (needs Chromium)", () => {
  let bench: Workbench;
  let url: string;

  beforeAll(async () => {
    bench = await openWorkbench(executablePath);
    const run = join(bench.folder, "run");
    await writeTestRun(run);
    ({ url } = await bench.serve(run));
  });
  afterAll(() => bench?.close());

  it("leads through the screens as they were left, not out of the page", async () => {
    const { page, complaints } = await bench.open(url);
    const screens = page.getByRole("navigation", { name: "Screens" });
    const current = screens.locator("[aria-current=page]");
    await screens.getByRole("link", { name: "Training" }).click();
    await page.getByRole("img", { name: "Generated samples at step 22" }).waitFor();
    // Within a screen nothing is added to the history, however much is changed.
    for (let press = 0; press < 3; press++) await page.keyboard.press("ArrowLeft");
    await page.getByRole("img", { name: "Generated samples at step 16" }).waitFor();
    await page.keyboard.press("3");
    await page.getByRole("heading", { name: /^Which of the noise inputs/ }).waitFor();
    await page.goBack();
    await expect.poll(() => current.textContent()).toBe("Training");
    await page.getByRole("img", { name: "Generated samples at step 16" }).waitFor();
    expect(page.url()).toContain("screen=training&step=16");
    await page.goBack();
    await expect.poll(() => current.textContent()).toBe("Overview");
    await page.goForward();
    await expect.poll(() => current.textContent()).toBe("Training");
    await page.goForward();
    await expect.poll(() => current.textContent()).toBe("Lenses");
    expect(complaints).toEqual([]);
    await page.close();
  });
});
