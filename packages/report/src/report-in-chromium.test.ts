import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ReportOptions, renderReport } from "./render-report.ts";
import { syntheticReport } from "./testdata/synthetic-report.ts";

const executablePath = process.env.GANLENS_CHROMIUM ?? "";
const args =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync".split(
    " ",
  );

/** The synthetic report without its longest tables, which only take time. */
const report: ReportOptions = {
  ...syntheticReport,
  losses: syntheticReport.losses?.slice(0, 40) ?? [],
  results: syntheticReport.results.map((result) => ({
    ...result,
    figures: result.figures.map((figure) =>
      figure.kind === "scatter"
        ? {
            ...figure,
            groups: figure.groups.map((group) => ({ ...group, points: group.points.slice(0, 20) })),
          }
        : figure,
    ),
  })),
};

describe.skipIf(executablePath === "")("a report in a browser (needs Chromium)", () => {
  let folder: string;
  let address: string;
  let browser: Browser;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ganlens-report-"));
    const file = join(folder, "report.html");
    await writeFile(file, await renderReport(report));
    address = pathToFileURL(file).href;
    browser = await chromium.launch({ executablePath, args });
  });

  afterAll(async () => {
    await browser?.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  /** Opens the report, and gathers what it complains of and what it asks for besides itself. */
  async function open(
    colorScheme: "light" | "dark",
    width: number,
  ): Promise<{ page: Page; complaints: string[] }> {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      const url = request.url();
      if (url !== address && !url.startsWith("data:")) complaints.push(url);
    });
    await page.goto(address);
    return { page, complaints };
  }

  it.each([
    ["light", 1280],
    ["dark", 1280],
    ["light", 320],
    ["dark", 320],
  ] as const)("reads well in the %s theme at %i pixels", async (theme, width) => {
    const { page, complaints } = await open(theme, width);
    const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(ground).toBe(theme === "light" ? "rgb(255, 255, 255)" : "rgb(22, 24, 27)");

    await page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);

    const pictures = await page.evaluate(async () => {
      const sources = [
        ...[...document.images].map((image) => image.src),
        ...[...document.querySelectorAll("image")].map((image) => image.href.baseVal),
      ];
      return Promise.all(
        sources.map(async (source) => {
          const image = new Image();
          image.src = source;
          await image.decode();
          return image.naturalWidth;
        }),
      );
    });
    expect(pictures).toEqual([280, 280, 280, 224, 224, 308]);
    const drawn = await page.evaluate(
      () =>
        [...document.querySelectorAll("figure svg[role=img]")].filter(
          (svg) => svg.getBoundingClientRect().width > 0,
        ).length,
    );
    expect(drawn).toBe(13);

    await page.evaluate(await axeSource());
    const found = await page.evaluate(async () => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run({
        resultTypes: ["violations"],
      });
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`,
      );
    });
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each([1280, 390])(
    "says its verdicts within the first look at %i pixels, marks beside words",
    async (width) => {
      const { page } = await open("light", width);
      const lines = await page.evaluate(() =>
        [...document.querySelectorAll("section:has(> #verdicts) .verdicts > li")].map((line) => ({
          bottom: line.getBoundingClientRect().bottom,
          mark: line.querySelector(".mark svg")?.getBoundingClientRect().width ?? 0,
          colour: getComputedStyle(line.querySelector(".headline") as Element).color,
        })),
      );
      expect(lines).toHaveLength(6);
      // The screen is 900 pixels high: nothing has to be scrolled to.
      for (const { bottom, mark } of lines) {
        expect(bottom).toBeLessThan(900);
        expect(mark).toBeGreaterThan(10);
      }
      expect(new Set(lines.map(({ colour }) => colour)).size).toBe(1);
      await page.close();
    },
  );

  it("unfolds everything on paper, on white", async () => {
    const { page } = await open("dark", 800);
    const visible = (): Promise<readonly boolean[]> =>
      page.evaluate(() =>
        [...document.querySelectorAll("details table")].map((table) => table.checkVisibility()),
      );
    expect((await visible()).length).toBeGreaterThan(15);
    expect(new Set(await visible())).toEqual(new Set([false]));
    await page.emulateMedia({ media: "print" });
    expect(new Set(await visible())).toEqual(new Set([true]));
    const rows = await page.evaluate(() =>
      [...document.querySelectorAll("figure > details")].map((details) => ({
        all: details.querySelectorAll("tbody tr").length,
        shown: [...details.querySelectorAll("tbody tr")].filter((row) => row.checkVisibility()).length,
        says: details.querySelector(".on-paper")?.checkVisibility() ?? false,
      })),
    );
    expect(rows.some(({ all }) => all > 40)).toBe(true);
    for (const { all, shown, says } of rows) expect([shown, says]).toEqual([Math.min(40, all), all > 40]);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
      "rgb(255, 255, 255)",
    );
    await page.close();
  });
});

async function axeSource(): Promise<string> {
  const { source } = createRequire(import.meta.url)("axe-core") as typeof axe;
  return source;
}
