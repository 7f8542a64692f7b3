/** `pnpm picture RUN`: the README's screenshots of a run's report and of the viewer. Needs a Chromium. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [run] = process.argv.slice(2);
if (run === undefined) {
  process.stderr.write("Expected the folder of a run: pnpm picture runs/demo-…\n");
  process.exit(2);
}
const folder = resolve(process.env.INIT_CWD ?? process.cwd(), run);
const inRepository = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const executablePath = process.env.GANLENS_CHROMIUM ?? "/usr/bin/chromium";

const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const browser = await chromium.launch({ executablePath, args });

const report = await browser.newPage({ viewport: { width: 1180, height: 1500 }, colorScheme: "light" });
await report.goto(pathToFileURL(resolve(folder, "report.html")).href);
await report.screenshot({ path: inRepository("docs/report.png") });
process.stdout.write("wrote docs/report.png\n");

const main = [
  "--conditions=@ganlens/source",
  "--import",
  "tsx",
  inRepository("apps/cli/src/main.ts"),
  ...["view", folder, "--no-open", "--json"],
];
const server = spawn(process.execPath, main, { stdio: ["ignore", "pipe", "inherit"] });
const [line] = (await once(createInterface(server.stdout), "line")) as [string];
const viewer = await browser.newPage({ viewport: { width: 1180, height: 720 }, colorScheme: "light" });
await viewer.goto((JSON.parse(line) as { readonly url: string }).url);
await viewer.getByRole("link", { name: "Latent" }).click();
// The image, its reconstruction, their difference, and seven images along a direction.
await viewer.locator("canvas[data-drawn]").nth(9).waitFor();
await viewer.screenshot({ path: inRepository("docs/viewer.png") });
process.stdout.write("wrote docs/viewer.png\n");
server.kill("SIGINT");
await browser.close();
