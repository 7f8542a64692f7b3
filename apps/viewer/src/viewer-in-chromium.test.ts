import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drawn, pixels } from "./testdata/drawn-pixels.ts";
import { openWorkbench, type Workbench } from "./testdata/open-viewer.ts";
import { hostileName } from "./testdata/run-record.ts";
import type { ServedRun } from "./testdata/serve-run.ts";
import { writeTestRun } from "./testdata/write-test-run.ts";

const executablePath = process.env.GANLENS_CHROMIUM ?? "";

describe.skipIf(executablePath === "")("the viewer with a served run (needs Chromium)", () => {
  let bench: Workbench;
  let server: ServedRun;
  let run: string;

  beforeAll(async () => {
    bench = await openWorkbench(executablePath);
    run = join(bench.folder, "run");
    await writeTestRun(run);
    server = await bench.serve(run);
  });
  afterAll(() => bench?.close());

  it("opens the run: answers first, names as text, nothing refused by the policy", async () => {
    const { page, complaints } = await bench.open(server.url);
    await page.getByRole("heading", { name: "What can a lens show?" }).waitFor();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain(hostileName);
    expect(await page.title()).toContain("onerror");
    expect(await page.getByText("A control failed: do not rely on this answer.").count()).toBe(1);
    expect(await page.getByText("not computed: it was not tried").count()).toBe(1);
    await page.getByRole("link", { name: "Figures and all numbers of gallery" }).click();
    await page.getByRole("heading", { name: "Tiles" }).waitFor();
    await expect.poll(() => page.locator(".figure-panel svg[role=img]").count()).toBe(6);
    expect(await page.locator(".drawing table").textContent()).toContain("<b>bold</b>");
    await page.getByRole("button", { name: "Numbers of A line" }).click();
    await page.getByRole("table", { name: "A line" }).waitFor();
    await page.getByRole("button", { name: "Evidence for A line" }).click();
    expect(await page.locator("figure .evidence").textContent()).toContain("digits/1");
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("begins with every verdict, problems first, each with what it rests on behind it", async () => {
    const { page, complaints } = await bench.open(server.url);
    const lines = page.locator(".leads .verdict");
    await expect.poll(() => lines.count()).toBe(4);
    expect(await lines.locator(".level-mark, .verdict-headline").allTextContents()).toEqual([
      "problem: ",
      "A tile of the picture is no digit.",
      "cannot tell: ",
      "Whether others would draw them alike cannot be told.",
      "note: ",
      "7 of 7 kinds stand in one lens, which no real lens has.",
      "good: ",
      "All kinds of figures can be drawn.",
    ]);
    // Each level is a shape of its own, not only a colour.
    const shapes = await lines
      .locator(".level-mark svg")
      .evaluateAll((all) => all.map((svg) => svg.innerHTML));
    expect(new Set(shapes).size).toBe(4);
    expect(await page.locator(".level-counts").first().textContent()).toBe(
      "1 problem1 cannot tell1 note1 good",
    );
    const order = await page.locator("main h2").allTextContents();
    expect(order.indexOf("Verdicts")).toBeLessThan(order.indexOf("Answers"));
    const behind = lines.nth(0).locator(".verdict-behind");
    expect(await behind.isVisible()).toBe(false);
    await lines.nth(0).locator("summary").click();
    expect(await behind.textContent()).toMatch(
      /It would be seen in one of eight\..*Clean in its place: held-out tiles – found as it must be in 5 of 5 draws; in the calibration in 195 of 200, at n = 2/,
    );
    await lines.nth(1).locator("summary").click();
    expect(await lines.nth(1).textContent()).toMatch(
      /copied – found as it must be in 3 of 5 draws; not calibrated yet\..*could not be made, because there are none/s,
    );
    await lines.nth(2).locator("summary").click();
    expect(await lines.nth(2).textContent()).toMatch(
      /kinds of figures \(all\): 7\.0, 95.% interval 6\.5 to 7\.5, n = 7/,
    );
    // Nothing stands behind a verdict that gives nothing.
    expect(await lines.nth(3).locator("summary").count()).toBe(0);
    const tiles = await page.locator(".lead-numbers > div").allTextContents();
    expect(tiles.length).toBeGreaterThan(2);
    for (const tile of tiles) expect(tile).toMatch(/n = \d/);
    const sizes = await page.evaluate(() =>
      [".answer h3", ".answer-text"].map((part) => {
        const element = document.querySelector(part);
        return element === null ? 0 : Number.parseFloat(getComputedStyle(element).fontSize);
      }),
    );
    expect(sizes[0]).toBeGreaterThanOrEqual(sizes[1] as number);
    await page.getByRole("link", { name: "Figures and all numbers of gallery" }).click();
    const own = page.locator(".lens-verdicts .verdict-headline");
    await expect.poll(() => own.first().textContent()).toBe("A tile of the picture is no digit.");
    await page.getByRole("heading", { name: "Looked at in its place" }).waitFor();
    // A result from before there were verdicts is shown as it always was.
    await page.getByRole("link", { name: "identifiability" }).click();
    await page.getByText("Four of four.").waitFor();
    expect(await page.locator(".lens-verdicts .verdict").count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("shows the samples of the step that is scrubbed to, by buttons, keys and playing", async () => {
    const { page, complaints } = await bench.open(`${server.url}#screen=training`);
    const picture = page.getByRole("img", { name: /^Generated samples at step/ });
    const source = async (): Promise<string> => (await picture.getAttribute("src")) ?? "";
    await page.getByRole("img", { name: "Generated samples at step 22" }).waitFor();
    const last = await source();
    // What is stored lies two steps apart: said is where a button leads, and the step, not its place in the list.
    const slider = page.getByRole("slider", { name: "Step" });
    expect(await slider.getAttribute("aria-valuetext")).toBe("step 22 of 22");
    await page.getByRole("button", { name: "10 earlier, to step 2" }).waitFor();
    expect(await page.getByTitle("to step 20", { exact: true }).textContent()).toBe("Earlier");
    await page.getByRole("button", { name: /^Earlier, to step/ }).click();
    await page.getByRole("img", { name: "Generated samples at step 20" }).waitFor();
    expect(await slider.getAttribute("aria-valuetext")).toBe("step 20 of 22");
    await slider.press("ArrowLeft");
    await page.getByRole("img", { name: "Generated samples at step 18" }).waitFor();
    expect(await slider.getAttribute("aria-valuetext")).toBe("step 18 of 22");
    await expect.poll(source).not.toBe(last);
    // Away from the slider, which has keys of its own.
    await page.locator("main").focus();
    await page.keyboard.press("Shift+ArrowLeft");
    await page.getByRole("img", { name: "Generated samples at step 0" }).waitFor();
    await page.getByRole("button", { name: "Play" }).click();
    // On a busy machine a step may be passed before its picture is there.
    await page.getByRole("img", { name: /^Generated samples at step ([468]|1\d)$/ }).waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    await expect.poll(() => page.url()).toContain("step=");
    await page.getByRole("option", { name: "Sample 3, class 2" }).click();
    await page.keyboard.press("p");
    await page.getByRole("heading", { name: "Beside what is pinned" }).waitFor();
    await drawn(page, ".compare", 1);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each(["webgpu", "webgl", "wasm-relaxed"])("computes on %s where it is asked for", async (backend) => {
    const { page, complaints } = await bench.open(`${server.url}?backend=${backend}#screen=latent`);
    const before = await drawn(page, ".latent-pictures");
    expect(await page.locator(".backend-badge").textContent()).toContain(backend);
    await page.getByRole("button", { name: "Random", exact: true }).click();
    await expect.poll(() => pixels(page, ".latent-pictures"), { timeout: 20_000 }).not.toBe(before);
    expect(complaints.filter((text) => !text.includes("experimental"))).toEqual([]);
    await page.close();
  });

  it("sorts samples by their error, and compares what is selected with what is pinned", async () => {
    const { page, complaints } = await bench.open(`${server.url}?backend=wasm#screen=samples`);
    const options = page.getByRole("listbox", { name: "Generated samples" }).getByRole("option");
    await expect.poll(() => options.count(), { timeout: 20_000 }).toBe(64);
    const errors = async (): Promise<readonly number[]> =>
      (await options.allTextContents()).map((text) => Number(text));
    await expect.poll(async () => (await errors()).every((error) => error > 0)).toBe(true);
    const worst = await errors();
    expect(worst).toEqual([...worst].sort((one, other) => other - one));
    await page.getByLabel("Order").selectOption("best");
    await expect.poll(async () => (await errors())[0]).toBe(worst.at(-1));
    expect(await page.getByRole("listbox", { name: "Real images" }).getByRole("option").count()).toBe(4);

    const compare = page.locator(".compare");
    expect(await compare.count()).toBe(0);
    await options.nth(60).click();
    await compare.getByRole("heading", { name: "Beside its reconstruction" }).waitFor();
    await compare.getByText(/^mean squared error \d/).waitFor();
    for (const canvas of [0, 1, 2]) await drawn(page, ".compare", canvas);
    // Beside what was selected, wherever in the grid that is.
    expect(await page.locator(".compare canvas").first().isVisible()).toBe(true);
    const box = await compare.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(901);
    // And not on top of it: what is selected is moved out from behind.
    await page.getByRole("button", { name: "Clear" }).click();
    await expect.poll(() => compare.count()).toBe(0);
    await options.nth(2).evaluate((tile) => window.scrollBy(0, tile.getBoundingClientRect().top - 750));
    await options.nth(2).click();
    await expect
      .poll(async () => {
        const [tile, panel] = [await options.nth(2).boundingBox(), await compare.boundingBox()];
        return (tile?.y ?? 999) + (tile?.height ?? 0) <= (panel?.y ?? 0);
      })
      .toBe(true);
    await compare.getByRole("button", { name: "Pin what is looked at" }).click();
    await compare.getByRole("button", { name: /^Unpin/ }).click();

    const pin = page.getByRole("button", { name: "Pin", exact: true });
    await pin.click();
    await options.nth(5).click();
    await pin.click();
    await options.nth(7).click();
    await expect.poll(() => compare.getByText(/^Pinned \d/).allTextContents()).toHaveLength(2);
    await compare.getByRole("img", { name: "Looked at minus pinned 2" }).waitFor();
    for (const canvas of [0, 3, 5, 6]) await drawn(page, ".compare", canvas);
    expect(await compare.textContent()).toMatch(/seed 1, row \d+, class \d/);
    await compare
      .getByRole("button", { name: /^Unpin/ })
      .first()
      .click();
    await expect.poll(() => compare.getByRole("button", { name: /^Unpin/ }).count()).toBe(1);
    await page.getByRole("button", { name: "Open in Latent" }).click();
    await drawn(page, ".latent-pictures");
    expect(page.url()).toMatch(/pin=place-1-\d+-any/);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("says why the worker does not start or has ended, and starts it again", async () => {
    const { page } = await bench.open(`${server.url}?backend=nonsense#screen=latent`);
    await page.getByText('There is no backend called "nonsense".').waitFor();
    await page.goto(`${server.url}?backend=wasm#screen=latent`);
    await drawn(page, ".latent-pictures");
    await page.workers()[0]?.evaluate(() => {
      setTimeout(() => {
        throw new Error("the device is gone");
      });
    });
    await page.getByText(/the device is gone/).waitFor();
    const before = await page.locator(".latent-pictures canvas").first().getAttribute("data-drawn");
    await page.getByRole("button", { name: "Start the worker again" }).click();
    await expect
      .poll(() => page.locator(".latent-pictures canvas").first().getAttribute("data-drawn"), {
        timeout: 20_000,
      })
      .not.toBe(before);
    await page.close();
  });
});
