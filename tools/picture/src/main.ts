/** `pnpm picture RUN`: a screenshot of the head of a run's report, for the README. Needs a Chromium. */
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [run] = process.argv.slice(2);
if (run === undefined) {
  process.stderr.write("Expected the folder of a run: pnpm picture runs/demo-…\n");
  process.exit(2);
}
const report = resolve(process.env.INIT_CWD ?? process.cwd(), run, "report.html");
const target = fileURLToPath(new URL("../../../docs/report.png", import.meta.url));
const executablePath = process.env.GANLENS_CHROMIUM ?? "/usr/bin/chromium";

const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const browser = await chromium.launch({ executablePath, args });
const page = await browser.newPage({ viewport: { width: 1180, height: 1500 }, colorScheme: "light" });
await page.goto(pathToFileURL(report).href);
await page.screenshot({ path: target });
await browser.close();
process.stdout.write(`wrote ${target}\n`);
