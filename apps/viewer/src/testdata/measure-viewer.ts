import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { type Browser, chromium, type Page } from "playwright-core";
import { builtPage, chromiumArguments } from "./open-viewer.ts";
import { serveRun } from "./serve-run.ts";

// Prints how fast the built page is with a run: `node … measure-viewer.ts RUN`. `pnpm bench viewer` starts it.

const run = resolve(process.argv[2] ?? "runs/demo");
const loads = 7;
const moves = 120;

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

/** As text: the loader of this file would put names of its own into a function. */
const watchForAnswers = `
  requestAnimationFrame(function look() {
    const there = document.querySelector(".answer") && document.querySelector(".latest img")?.complete;
    requestAnimationFrame(there ? () => { window.seen = performance.now(); } : look);
  });
`;

/** Milliseconds from the start of loading until answers and samples stand in the page. */
async function firstView(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage();
  await page.addInitScript({ content: watchForAnswers });
  await page.goto(url);
  const milliseconds = await page.evaluate(async () => {
    const state = window as unknown as { readonly seen?: number };
    while (state.seen === undefined && performance.now() < 60_000) await new Promise((resolve) => setTimeout(resolve, 20));
    return state.seen ?? Number.NaN;
  });
  await page.close();
  return milliseconds;
}

/** Milliseconds from a key that moves a slider to the new image on the canvas; and the longest task meanwhile. */
async function sliderTimes(page: Page): Promise<{ readonly times: readonly number[]; readonly longest: number }> {
  const canvas = ".latent-pictures canvas";
  await page.locator(`${canvas}[data-drawn]`).nth(2).waitFor({ timeout: 120_000 });
  await page.waitForTimeout(2000);
  return page.evaluate(
    async ({ selector, count }) => {
      const image = document.querySelector<HTMLCanvasElement>(selector) as HTMLCanvasElement;
      let longest = 0;
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
      }).observe({ type: "longtask" });
      const times: number[] = [];
      for (let move = 0; move < count; move++) {
        const before = image.dataset.drawn;
        const start = performance.now();
        const key = Math.floor(move / 4) % 2 === 0 ? "]" : "[";
        document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
        while (image.dataset.drawn === before && performance.now() - start < 10_000) await new Promise((resolve) => setTimeout(resolve));
        times.push(performance.now() - start);
      }
      // The first moves still compile.
      return { times: times.slice(20), longest };
    },
    { selector: canvas, count: moves },
  );
}

function quantile(values: readonly number[], share: number): string {
  const sorted = [...values].sort((one, other) => one - other);
  return (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN).toFixed(0);
}

async function entrySize(dist: string): Promise<number> {
  type Chunk = { readonly file: string; readonly isEntry?: boolean; readonly imports?: string[]; readonly css?: string[] };
  const manifest = JSON.parse(await readFile(join(dist, "manifest.json"), "utf8")) as Record<string, Chunk>;
  const files = new Set<string>();
  const visit = (chunk: Chunk | undefined): void => {
    if (chunk === undefined || files.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const next of chunk.imports ?? []) visit(manifest[next]);
  };
  visit(Object.values(manifest).find(({ isEntry }) => isEntry));
  const sizes = await Promise.all([...files].map(async (file) => gzipSync(await readFile(join(dist, file))).length));
  return sizes.reduce((sum, size) => sum + size, 0);
}

const dist = await builtPage();
const server = await serveRun({ dist, run });
const executablePath = process.env.GANLENS_CHROMIUM || "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, args: [...chromiumArguments] });
try {
  print(`page before tfjs: ${((await entrySize(dist)) / 1000).toFixed(0)} kB gzip (at most 200)`);
  const views: number[] = [];
  for (let load = 0; load < loads; load++) views.push(await firstView(browser, server.url));
  print(`first view of ${run}: median ${quantile(views, 0.5)} ms, slowest ${quantile(views, 1)} ms of ${loads} (at most 1500)`);
  for (const backend of ["webgl", "wasm"]) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${server.url}?backend=${backend}#screen=latent`);
    const { times, longest } = await sliderTimes(page);
    print(
      `slider to new image, reconstruction and difference on ${backend}: median ${quantile(times, 0.5)} ms, p95 ${quantile(times, 0.95)} ms of ${times.length} (at most 50); longest task of the page ${longest.toFixed(0)} ms`,
    );
    await page.close();
  }
} finally {
  await browser.close();
  await server.close();
}
