import { cp } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { encodeNpz, encodePng } from "@ganlens/core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWorkbench, type Workbench } from "./testdata/open-viewer.ts";
import {
  foreignFiles,
  layersModelFiles,
  onnxFile,
  sampleImages,
  writeOnnxRun,
  writeSamplesRun,
  writeSeriesRun,
} from "./testdata/write-brought-runs.ts";

const executablePath = process.env.GANLENS_CHROMIUM ?? "";

describe.skipIf(executablePath === "")("generators and samples from elsewhere (needs Chromium)", () => {
  let bench: Workbench;
  let url: string;

  beforeAll(async () => {
    bench = await openWorkbench(executablePath);
    ({ url } = await bench.serve());
  });
  afterAll(() => bench?.close());

  /** The one request that fails is the question whether a run is served here. */
  const others = (complaints: readonly string[]): readonly string[] =>
    complaints.filter((text) => !text.includes("404"));

  async function give(page: Page, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
    const payload = [...files].map(([name, bytes]) => ({
      name,
      mimeType: "application/octet-stream",
      buffer: Buffer.from(bytes),
    }));
    await page.locator("[data-picks=files]").setInputFiles(payload);
  }

  function image(page: Page): Promise<string> {
    return page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>(".latent-pictures canvas");
      return canvas?.dataset.drawn === undefined ? "" : canvas.toDataURL();
    });
  }

  async function movesWith(page: Page, slider: string | RegExp): Promise<void> {
    await expect.poll(() => image(page), { timeout: 20_000 }).not.toBe("");
    const before = await image(page);
    await page.getByRole("slider", { name: slider }).focus();
    for (let press = 0; press < 10; press++) await page.keyboard.press("ArrowLeft");
    await expect.poll(() => image(page)).not.toBe(before);
  }

  it("takes a dropped ONNX file, and moves its generator", async () => {
    const { page, complaints } = await bench.open(`${url}?backend=wasm`);
    const bytes = [...(await onnxFile("dcgan-64.torchscript-13"))];
    const transfer = await page.evaluateHandle((content) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(content)], "generator.onnx"));
      return data;
    }, bytes);
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.dispatchEvent(".drop", "drop", { dataTransfer: transfer });
    await page.getByText(/−1 and 1, as the last layer gives/).waitFor({ state: "attached" });
    expect(await page.locator(".bring").textContent()).toMatch(/A generator, onnx of pytorch/i);
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await page.getByText(/^imported from generator\.onnx \(pytorch/).waitFor();
    await page.getByText(/drawn from N\(0, 1\), which was assumed/).waitFor();
    await page.getByRole("img", { name: "Grid of generated samples" }).waitFor();
    await page.getByRole("link", { name: "Latent" }).click();
    await movesWith(page, "Input 2");
    await page.getByRole("link", { name: "Training" }).click();
    await page
      .getByText("This generator was not trained here, so nothing is known of its training.")
      .waitFor();
    expect(requests.filter((each) => !each.startsWith("blob:") && !each.startsWith(`${url}assets/`))).toEqual(
      [],
    );
    expect(others(complaints)).toEqual([]);
    await page.close();
  });

  it("asks what the inputs of a tfjs model take, and names its sliders after them", async () => {
    const { page, complaints } = await bench.open(`${url}?backend=wasm`);
    await give(page, await layersModelFiles(1));
    await page.getByLabel("What style takes").selectOption("uniform");
    await page.getByLabel("from").fill("5");
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await page.getByText("The noise of “style” needs a lower and a higher bound.").waitFor();
    await page.getByLabel("from").fill("0");
    await page.getByLabel("What digit takes").selectOption("class");
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await page
      .getByText("noise: 6 numbers, normal; style: 2 numbers, uniform from 0 to 1; one of 3 classes")
      .waitFor();
    await page.getByRole("link", { name: "Latent" }).click();
    await movesWith(page, "style 2");
    const slider = page.getByRole("slider", { name: "style 2" });
    expect([await slider.getAttribute("min"), await slider.getAttribute("max")]).toEqual(["0", "1"]);
    const before = await image(page);
    await page.getByRole("radio", { name: "2", exact: true }).click();
    await expect.poll(() => image(page)).not.toBe(before);
    expect(others(complaints)).toEqual([]);
    await page.close();
  });

  it("moves the generator of a graph model", async () => {
    const { page, complaints } = await bench.open(`${url}?backend=wasm`);
    await give(page, await foreignFiles("graph-model"));
    await page.getByLabel("one of so many classes").fill("3");
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await page.getByText(/^imported from model\.json/).waitFor();
    await page.getByRole("link", { name: "Latent" }).click();
    await movesWith(page, "Input 1");
    await page.getByRole("radio", { name: "2", exact: true }).waitFor();
    expect(others(complaints)).toEqual([]);
    await page.close();
  });

  it("shows the samples of an npz, page by page", async () => {
    const { page, complaints } = await bench.open(`${url}?backend=wasm`);
    const labels = { data: Int32Array.from({ length: 130 }, (_, i) => i % 3), shape: [130] };
    await give(page, new Map([["samples.npz", encodeNpz({ images: sampleImages(130), labels })]]));
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await page.getByText("samples only: 130 images from samples.npz").waitFor();
    await page.getByRole("link", { name: "Samples" }).click();
    const options = page.getByRole("listbox", { name: "Given samples" }).getByRole("option");
    await expect.poll(() => options.count()).toBe(64);
    await page.getByRole("button", { name: "Later" }).click();
    await page.getByRole("button", { name: "Later" }).click();
    await expect.poll(() => options.count()).toBe(2);
    await page.getByRole("option", { name: "Sample 130, class 0" }).click();
    await page.getByRole("button", { name: "Pin", exact: true }).click();
    await expect.poll(() => page.locator(".compare").textContent()).toContain("sample 130");
    expect(page.url()).toContain("page=2");
    await page.getByRole("link", { name: "Latent" }).click();
    await page.getByText("This run holds nothing but samples, so there is no generator to move.").waitFor();
    expect(others(complaints)).toEqual([]);
    await page.close();
  });

  it("takes pictures for samples, PNGs as they are stored and others as the browser has them", async () => {
    const { page, complaints } = await bench.open(`${url}?backend=wasm`);
    const png = encodePng({ width: 8, height: 8, channels: 3, data: new Uint8Array(192).fill(200) });
    const webp = await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(8, 8);
      const context = canvas.getContext("2d");
      context?.fillRect(0, 0, 8, 8);
      return [...new Uint8Array(await (await canvas.convertToBlob({ type: "image/webp" })).arrayBuffer())];
    });
    const names = Array.from({ length: 11 }, (_, at) => `sample-${at}.png`);
    await give(
      page,
      new Map([...names.map((name) => [name, png] as const), ["sample-11.webp", Uint8Array.from(webp)]]),
    );
    await page.getByText("12 pictures, taken for samples of a generator").waitFor();
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await page.getByText(/^samples only: 12 images/).waitFor();
    await page.getByRole("link", { name: "Samples" }).click();
    const colours = (): Promise<readonly number[]> =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLCanvasElement>(".sample-tiles canvas[data-drawn]")].map(
          (canvas) => canvas.getContext("2d")?.getImageData(4, 4, 1, 1).data[0] ?? -1,
        ),
      );
    await expect.poll(colours).toEqual([...Array(11).fill(200), 0]);
    expect(others(complaints)).toEqual([]);
    await page.close();
  });

  it("says of files that are not what they seem what is wrong, and takes others then", async () => {
    const { page, complaints } = await bench.open(`${url}?backend=wasm`);
    const whole = await layersModelFiles(2);
    const text = (words: string): Uint8Array => new TextEncoder().encode(words);
    const hostile: readonly (readonly [Map<string, Uint8Array>, RegExp])[] = [
      [new Map([["g.onnx", text("no protobuf")]]), /g\.onnx|ONNX/],
      [new Map([["model.json", text('{"modelTopology": 3}')]]), /Expected a model\.json of TensorFlow\.js/],
      [new Map([...whole].slice(-1)), /Expected "group1-shard1of/],
      [new Map([["samples.npz", text("PK")]]), /samples\.npz/],
    ];
    for (const [files, message] of hostile) {
      await give(page, files);
      const open = page.getByRole("button", { name: "Open", exact: true });
      if ([...files.keys()].some((name) => name.endsWith("npz"))) await open.click();
      await expect
        .poll(() => page.getByRole("alert").textContent(), { message: [...files.keys()].join() })
        .toMatch(message);
      await page.getByRole("button", { name: "Choose something else" }).click();
    }
    await give(
      page,
      new Map([
        ["a.npz", text("1")],
        ["b.npz", text("2")],
      ]),
    );
    await page.getByText("Expected one file of samples, received 2: a.npz, b.npz.").waitFor();
    await give(page, whole);
    await page.getByLabel("What noise takes").waitFor();
    expect(others(complaints)).toEqual([]);
    await page.close();
  });

  it.each([
    ["an imported generator", writeOnnxRun, "Input 1"],
    ["a series", writeSeriesRun, "noise 1"],
    ["a run of version 1", copyFirstRun, "Input 1"],
  ] as const)("opens a served run folder of %s", async (name, write, slider) => {
    const run = join(bench.folder, name);
    await write(run);
    const server = await bench.serve(run);
    const { page, complaints } = await bench.open(`${server.url}?backend=wasm#screen=latent`);
    await movesWith(page, slider);
    if (write === writeSeriesRun) {
      const last = await image(page);
      await page.getByRole("button", { name: /^Earlier, to step/ }).click();
      await expect.poll(() => image(page)).not.toBe(last);
      await page.getByRole("link", { name: "Training" }).click();
      await page.getByRole("img", { name: "Generated samples at step 200" }).waitFor();
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("reads of many given samples only the part that is shown", async () => {
    const run = join(bench.folder, "samples");
    await writeSamplesRun(run);
    const server = await bench.serve(run);
    const { page, complaints } = await bench.open(`${server.url}?backend=wasm#screen=samples&page=30`);
    const parts: string[] = [];
    page.on("request", (request) => {
      if (request.url().includes("-images.npy")) parts.push(request.url().replace(/^.*\//, ""));
    });
    await page.reload();
    await page.getByRole("option", { name: "Sample 1921, class 0" }).waitFor();
    expect(new Set(parts)).toEqual(new Set(["part-00001-images.npy"]));
    expect(complaints).toEqual([]);
    await page.close();
  });
});

async function copyFirstRun(folder: string): Promise<void> {
  const first = fileURLToPath(new URL("../../../packages/core/testdata/run-v1", import.meta.url));
  await cp(first, folder, { recursive: true });
}
