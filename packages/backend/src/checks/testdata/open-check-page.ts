import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { build, type Rollup } from "vite";

const address = "http://localhost/";

/** One script of the page and all that it imports. */
async function bundle(): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: "silent",
    resolve: { conditions: ["@ganlens/source", "module", "browser", "import", "default"] },
    build: {
      write: false,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL("./check-page.ts", import.meta.url)),
        formats: ["iife"],
        name: "page",
      },
    },
  })) as Rollup.RollupOutput[];
  const [chunk] = built.flatMap(({ output }) => output);
  if (chunk?.type !== "chunk") throw new Error("The page was not built.");
  return chunk.code;
}

/** A page in headless Chromium with the checks loaded, and webgl and webgpu computed by SwiftShader. */
export async function openCheckPage(
  executablePath: string,
): Promise<{ readonly browser: Browser; readonly page: Page }> {
  const script = await bundle();
  const browser = await chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader",
      "--enable-unsafe-webgpu",
      "--use-webgpu-adapter=swiftshader",
      "--enable-features=Vulkan",
    ],
  });
  const page = await browser.newPage();
  // WebGPU is there in secure contexts only, and localhost is one.
  await page.route(address, (route) =>
    route.fulfill({ contentType: "text/html", body: "<!doctype html><title>checks</title>" }),
  );
  await page.goto(address);
  await page.addScriptTag({ content: script });
  return { browser, page };
}
