import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drawn } from "./testdata/drawn-pixels.ts";
import { openWorkbench, type Workbench } from "./testdata/open-viewer.ts";
import type { ServedRun } from "./testdata/serve-run.ts";
import { writeTestRun } from "./testdata/write-test-run.ts";

const executablePath = process.env.GANLENS_CHROMIUM ?? "";

describe.skipIf(executablePath === "")("points of drawings (needs Chromium)", () => {
  let bench: Workbench;
  let server: ServedRun;

  beforeAll(async () => {
    bench = await openWorkbench(executablePath);
    const run = join(bench.folder, "run");
    await writeTestRun(run);
    server = await bench.serve(run);
  });
  afterAll(() => bench?.close());

  it("reads the points of drawings, by pointer and by keys, and goes where a point leads", async () => {
    const { page, complaints } = await bench.open(`${server.url}#screen=training`);
    const losses = page.getByRole("slider", { name: "Points of Losses" });
    const words = page.locator(".point-words");
    await losses.waitFor();
    await losses.scrollIntoViewIfNeeded();
    const box = (await losses.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(box.x + 0.55 * box.width, box.y + 0.5 * box.height);
    await words.getByText(/^step \d+ generator [\d.]+, discriminator [\d.]+/).waitFor();
    const step = /^step (\d+)/.exec((await words.textContent()) ?? "")?.[1];
    await page.mouse.click(box.x + 0.55 * box.width, box.y + 0.5 * box.height);
    await page.getByRole("img", { name: `Generated samples at step ${step}` }).waitFor();
    await page.mouse.move(0, 0);
    await expect.poll(() => words.count()).toBe(0);
    await losses.focus();
    await losses.press("Home");
    expect(await losses.getAttribute("aria-valuetext")).toMatch(
      /^step 0: generator 1.*; go to the samples of step 0$/,
    );
    await losses.press("ArrowRight");
    await losses.press("Enter");
    await page.getByRole("img", { name: "Generated samples at step 2", exact: true }).waitFor();
    await losses.press("Escape");
    await expect.poll(() => words.count()).toBe(0);

    await page.keyboard.press("3");
    await page.getByRole("link", { name: "gallery" }).click();
    const map = page.getByRole("slider", { name: "Points of Points" });
    await map.waitFor();
    await map.focus();
    await map.press("End");
    expect(await words.textContent()).toBe("image 3 g, x 1, y 1choose it to see its image");
    const ring = (await page.locator(".point-ring").boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const middle = [ring.x + ring.width / 2, ring.y + ring.height / 2] as const;
    const dots = await page
      .locator(".drawing-frame:has([aria-label='Points of Points']) svg[role=img] circle")
      .evaluateAll((all) =>
        all
          .map((each) => each.getBoundingClientRect())
          .map(({ x, y, width, height }) => [x + width / 2, y + height / 2] as const),
      );
    // The ring lies on a mark of the drawing.
    expect(dots).toHaveLength(2);
    expect(Math.min(...dots.map(([x, y]) => Math.hypot(x - middle[0], y - middle[1])))).toBeLessThan(2);
    await page.mouse.click(...middle);
    const chosen = page.getByRole("region", { name: "The chosen point" });
    await chosen.getByRole("img", { name: "image 3" }).waitFor();
    await drawn(page, ".chosen-point");
    await expect
      .poll(() => page.getByRole("status").allTextContents())
      .toContainEqual("Its image is shown below the figure: image 3, g, x 1, y 1");
    await chosen.getByRole("button", { name: "Pin", exact: true }).click();
    await expect.poll(() => page.url()).toContain("pin=real-gallery-tiles-3");
    // A point that stands for no image can be read, and chooses nothing.
    await map.focus();
    await map.press("Home");
    await map.press("Enter");
    expect(await words.textContent()).toBe("g x 0, y 0");
    await chosen.getByText("g, x 1, y 1").waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("reads a point that a finger taps, and keeps its words when the finger is lifted", async () => {
    const { page, complaints } = await bench.open(`${server.url}#screen=lenses&lens=gallery`, {
      hasTouch: true,
      isMobile: true,
      viewport: { width: 390, height: 844 },
    });
    const map = page.getByRole("slider", { name: "Points of Points" });
    await map.scrollIntoViewIfNeeded();
    const first = page
      .locator(".drawing-frame:has([aria-label='Points of Points']) svg[role=img] circle")
      .first();
    const dot = (await first.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.touchscreen.tap(dot.x + dot.width / 2 + 5, dot.y + dot.height / 2 - 5);
    await page.locator(".point-words").getByText("g x 0, y 0").waitFor({ timeout: 5000 });
    const mark = (await page.locator(".point-mark").boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    // A finger does not hit a mark in its middle.
    await page.touchscreen.tap(mark.x + mark.width / 2 - 8, mark.y + mark.height / 2 + 6);
    await page.locator(".point-words").getByText("image 3 g, x 1, y 1").waitFor();
    await page.getByRole("region", { name: "The chosen point" }).waitFor();
    const edges = await page.locator(".point-words").boundingBox();
    expect(edges?.x).toBeGreaterThanOrEqual(0);
    expect((edges?.x ?? 0) + (edges?.width ?? 0)).toBeLessThanOrEqual(390);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
