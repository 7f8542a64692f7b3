import { createRequire } from "node:module";
import { join } from "node:path";
import type axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { screens } from "./state/view-state.ts";
import { openWorkbench, type Workbench } from "./testdata/open-viewer.ts";
import { layersModelFiles } from "./testdata/write-brought-runs.ts";
import { writeTestRun } from "./testdata/write-test-run.ts";

const executablePath = process.env.GANLENS_CHROMIUM ?? "";
const { source } = createRequire(import.meta.url)("axe-core") as typeof axe;

describe.skipIf(executablePath === "")("the viewer for everyone (needs Chromium)", () => {
  let bench: Workbench;
  let url: string;

  beforeAll(async () => {
    bench = await openWorkbench(executablePath);
    const run = join(bench.folder, "run");
    await writeTestRun(run);
    ({ url } = await bench.serve(run));
  });
  afterAll(() => bench?.close());

  /** Waits until a screen has drawn what takes time. */
  async function settled(page: Page, screen: string): Promise<void> {
    if (screen === "latent") await page.locator(".latent-pictures canvas[data-drawn]").first().waitFor();
    if (screen === "samples") await page.locator(".sample-tiles canvas[data-drawn]").first().waitFor();
    if (screen === "lenses") await page.locator(".drawing").first().waitFor();
    if (screen === "training") await page.locator(".drawing svg[role=img]").first().waitFor();
    await page.locator("main h2, main h3").first().waitFor();
  }

  async function violations(page: Page): Promise<readonly string[]> {
    await page.addScriptTag({ content: source });
    return page.evaluate(async () => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run({
        resultTypes: ["violations"],
      });
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
      );
    });
  }

  it.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 320],
  ] as const)(
    "has nothing to complain of in the %s theme at %i pixels, on any screen",
    async (theme, width) => {
      const options = { colorScheme: theme, viewport: { width, height: 900 }, bypassCSP: true } as const;
      const { page } = await bench.open(
        `${url}?backend=wasm#lens=gallery&pin=tile-3&first=tile-5&pick=tile-5`,
        options,
      );
      for (const screen of screens) {
        const name = screen[0]?.toUpperCase() + screen.slice(1);
        await page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name }).click();
        await settled(page, screen);
        if (screen === "lenses") {
          for (const behind of ["Numbers of A line", "Evidence for Bars"])
            await page.getByRole("button", { name: behind }).click();
          const map = page.getByRole("slider", { name: "Points of Points" });
          await map.press("End");
          await map.press("Enter");
          await page.locator(".chosen-point canvas[data-drawn]").waitFor();
        }
        // A telephone is wider than the narrowest page; nothing may overflow there either.
        if (width === 320)
          await page.setViewportSize({ width: screen === "latent" ? 390 : 320, height: 900 });
        const widths = await page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return { scrollWidth, clientWidth };
        });
        expect(widths.scrollWidth, screen).toBeLessThanOrEqual(widths.clientWidth);
        expect([screen, ...(await violations(page))]).toEqual([screen]);
      }
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "Keys" }).waitFor();
      expect(await violations(page)).toEqual([]);
      const small = await page.evaluate(() =>
        [
          ...document.querySelectorAll(
            "button, select, input:not([type=range]):not([hidden]), .slider-thumb, .item",
          ),
        ]
          .map((element) => [element.className, element.getBoundingClientRect()] as const)
          .filter(([, { width, height }]) => width > 0 && (width < 24 || height < 24))
          .map(([name, { width, height }]) => `${name} ${width}×${height}`),
      );
      expect(small).toEqual([]);
      await page.close();
    },
  );

  it.each(["light", "dark"] as const)(
    "has nothing to complain of before a run is open, in the %s theme",
    async (theme) => {
      const empty = await bench.serve();
      const options = { colorScheme: theme, viewport: { width: 320, height: 900 }, bypassCSP: true } as const;
      const { page } = await bench.open(empty.url, options);
      await page.getByRole("heading", { name: /^Open a run/ }).waitFor();
      const file = { name: "x.zip", mimeType: "application/zip", buffer: Buffer.from("no zip") };
      await page.locator("[data-picks=files]").setInputFiles(file);
      await page.getByRole("alert").waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      expect(await violations(page)).toEqual([]);
      const model = [...(await layersModelFiles(1))].map(([name, bytes]) => {
        return { name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) };
      });
      await page.locator("[data-picks=files]").setInputFiles(model);
      await page.getByLabel("What style takes").selectOption("uniform");
      await page.getByLabel("Black and white are").selectOption("other");
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      expect(await violations(page)).toEqual([]);
      await page.close();
    },
  );

  it("can be walked through by keyboard alone", async () => {
    const { page, complaints } = await bench.open(`${url}?backend=wasm`);
    await page.getByRole("heading", { name: "Answers" }).waitFor();
    const focused = (): Promise<string> =>
      page.evaluate(
        () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "",
      );
    await page.keyboard.press("Tab");
    expect(await focused()).toContain("Skip to the content");
    const press = async (...keys: readonly string[]): Promise<void> => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await press("g", "t");
    await page.getByRole("img", { name: "Generated samples at step 22" }).waitFor();
    await press("ArrowLeft");
    await page.getByRole("img", { name: "Generated samples at step 20" }).waitFor();
    await press("Space");
    await page.getByRole("button", { name: "Pause" }).waitFor();
    await page.getByRole("img", { name: "Generated samples at step 22" }).waitFor();
    await press("3");
    await page
      .getByRole("heading", { name: "Which of the noise inputs can be read back from the image?" })
      .waitFor();
    await press("j");
    await page.getByRole("heading", { name: "What can a lens show?" }).waitFor();
    await press("4");
    await page.locator(".latent-pictures canvas[data-drawn]").first().waitFor();
    await page.locator(".direction .slider-value").first().getByText(/\d/).waitFor();
    const value = await page.getByRole("slider", { name: /^Direction 2/ }).inputValue();
    await press("j", "]", "]");
    expect(await page.getByRole("slider", { name: /^Direction 2/ }).inputValue()).not.toBe(value);
    await press("l");
    expect(await page.getByRole("button", { name: "Lock direction 2" }).getAttribute("aria-pressed")).toBe(
      "true",
    );
    await press("p");
    await page.getByRole("heading", { name: "Beside what is pinned" }).waitFor();
    await press("5");
    const list = page.getByRole("listbox", { name: "Generated samples" });
    await list.getByRole("option").first().waitFor();
    for (let tab = 0; tab < 40; tab++) {
      await press("Tab");
      if (await page.evaluate(() => document.activeElement?.getAttribute("role") === "option")) break;
    }
    await press("ArrowRight", "Space");
    await expect.poll(() => list.locator("[data-primary]").count()).toBe(1);
    await press("Escape");
    await expect.poll(() => list.locator("[data-primary]").count()).toBe(0);

    await press("?");
    const dialog = page.getByRole("dialog", { name: "Keys" });
    await dialog.waitFor();
    await dialog.getByRole("checkbox").focus();
    await press("Space", "Escape");
    await dialog.waitFor({ state: "hidden" });
    await press("1");
    await press("r");
    expect(await page.getByRole("listbox", { name: "Generated samples" }).count()).toBe(1);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("remembers a chosen theme, and moves less where less is asked for", async () => {
    const { page } = await bench.open(url, { colorScheme: "light" });
    const ground = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const series = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--series-1").trim());
    await page.getByRole("button", { name: /^Theme: system/ }).click();
    await page.getByRole("button", { name: /^Theme: light/ }).click();
    expect([await ground(), await series()]).toEqual(["rgb(22, 24, 27)", "#6cb6ff"]);
    await page.reload();
    await page.getByRole("button", { name: /^Theme: dark/ }).waitFor();
    expect(await ground()).toBe("rgb(22, 24, 27)");
    await page.close();
  });
});
