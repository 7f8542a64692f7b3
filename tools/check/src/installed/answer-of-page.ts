import { chromium } from "playwright-core";
import { preview } from "vite";

/**
 * Serves a built page on this machine, opens it in Chromium, and waits for what the page leaves in `window.answer`.
 *
 * @param folder the built page
 * @param executablePath a Chromium
 * @throws {Error} with the page's words when it fails
 */
export async function answerOfPage({
  folder,
  executablePath,
}: {
  folder: string;
  executablePath: string;
}): Promise<{ answer: unknown; problems: readonly string[] }> {
  const server = await preview({
    root: folder,
    configFile: false,
    logLevel: "silent",
    build: { outDir: folder },
    preview: { host: "127.0.0.1", port: 0 },
  });
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
  });
  try {
    const problems: string[] = [];
    const page = await browser.newPage();
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    await page.goto(server.resolvedUrls?.local[0] ?? "");
    const answer = await page.evaluate(() => (globalThis as { answer?: Promise<unknown> }).answer);
    return { answer, problems };
  } finally {
    await browser.close();
    await server.close();
  }
}
