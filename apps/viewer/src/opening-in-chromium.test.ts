import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { zipSync } from "fflate";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWorkbench, type Workbench } from "./testdata/open-viewer.ts";
import { hostileName } from "./testdata/run-record.ts";
import { writeTestRun } from "./testdata/write-test-run.ts";

const executablePath = process.env.GANLENS_CHROMIUM ?? "";

describe.skipIf(executablePath === "")("opening a run that is not served (needs Chromium)", () => {
  let bench: Workbench;
  let url: string;
  let run: string;
  let files: Record<string, Uint8Array>;

  beforeAll(async () => {
    bench = await openWorkbench(executablePath);
    run = join(bench.folder, "my run");
    await writeTestRun(run);
    files = await filesOf(run);
    ({ url } = await bench.serve());
  });
  afterAll(() => bench?.close());

  async function welcome(): Promise<{ page: Page; complaints: readonly string[] }> {
    const opened = await bench.open(url);
    await opened.page.getByRole("heading", { name: /^Open a run/ }).waitFor();
    // The one request that fails is the question whether a run is served here.
    return { page: opened.page, complaints: opened.complaints };
  }

  const others = (complaints: readonly string[]): readonly string[] =>
    complaints.filter((text) => !text.includes("404"));

  it("picks a folder, and nothing leaves the machine", async () => {
    const { page, complaints } = await welcome();
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.locator("[data-picks=folder]").setInputFiles(run);
    await page.getByRole("heading", { name: "Answers" }).waitFor();
    await page.getByRole("link", { name: "Training" }).click();
    await page.getByRole("img", { name: "Generated samples at step 22" }).waitFor();
    expect(
      requests.filter((request) => !request.startsWith("blob:") && !request.startsWith(`${url}assets/`)),
    ).toEqual([]);
    await page.getByRole("button", { name: "Close run" }).click();
    await page.getByRole("heading", { name: /^Open a run/ }).waitFor();
    expect(others(complaints)).toEqual([]);
    await page.close();
  });

  it("picks a zip archive with a folder around the run, and runs its generator", async () => {
    const { page, complaints } = await welcome();
    const archive = zipSync({
      "runs/": new Uint8Array(),
      ...Object.fromEntries(Object.entries(files).map(([path, bytes]) => [`runs/demo/${path}`, bytes])),
    });
    await page
      .locator("[data-picks=files]")
      .setInputFiles({ name: "demo.zip", mimeType: "application/zip", buffer: Buffer.from(archive) });
    await page.getByRole("link", { name: "Latent" }).click();
    await page.locator(".latent-pictures canvas[data-drawn]").nth(2).waitFor();
    expect(others(complaints)).toEqual([]);
    await page.close();
  });

  it("takes a dropped zip archive", async () => {
    const { page } = await welcome();
    const archive = [...zipSync(files)];
    const transfer = await page.evaluateHandle((bytes) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(bytes)], "run.zip"));
      return data;
    }, archive);
    await page.dispatchEvent(".drop", "drop", { dataTransfer: transfer });
    await page.getByRole("heading", { name: "Answers" }).waitFor();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain(hostileName);
    await page.close();
  });

  it("takes a dropped folder, with all that lies below it", async () => {
    const { page, complaints } = await welcome();
    const place = await page.locator(".drop").boundingBox();
    if (place === null) throw new Error("There is no place to drop a run on.");
    const devtools = await page.context().newCDPSession(page);
    const at = { x: place.x + place.width / 2, y: place.y + place.height / 2 };
    for (const type of ["dragEnter", "dragOver", "drop"] as const) {
      await devtools.send("Input.dispatchDragEvent", {
        type,
        ...at,
        data: { items: [], files: [run], dragOperationsMask: 1 },
      });
    }
    await page.getByRole("heading", { name: "Answers" }).waitFor();
    await page.getByRole("link", { name: "Latent" }).click();
    await page.locator(".latent-pictures canvas[data-drawn]").nth(2).waitFor();
    expect(others(complaints)).toEqual([]);
    await page.close();
  });

  const text = (words: string): Uint8Array => new TextEncoder().encode(words);
  const small = (): Record<string, Uint8Array> => ({
    "run.json": files["run.json"] as Uint8Array,
    "metrics.ndjson": files["metrics.ndjson"] as Uint8Array,
  });

  const hostile: readonly [string, () => Uint8Array, RegExp][] = [
    ["no archive", () => text("PK but not really"), /Expected a zip archive/],
    [
      "a path that leads outside",
      () => zipSync({ "../../etc/passwd": text("x"), ...small() }),
      /without '\.\.'/,
    ],
    ["an absolute path", () => zipSync({ "/run.json": text("{}") }), /Expected a relative name/],
    ["a bomb", () => bomb(), /Inflates to \d+ bytes/],
    ["no run", () => zipSync({ "readme.txt": text("hello") }), /found neither/],
    [
      "a run.json that is not JSON",
      () => zipSync({ ...small(), "run.json": text("{<script>") }),
      /it is not JSON/,
    ],
    [
      "a schema version of the future",
      () => zipSync({ ...small(), "run.json": text('{"schemaVersion": 3}') }),
      /schema version 3; this ganlens knows versions up to 2/,
    ],
    [
      "a name that no file system has",
      () => zipSync({ ...small(), 'lenses/<script>alert("x")|/result.json': text("{}") }),
      /Expected a path inside the run folder/,
    ],
  ];

  it("says of hostile zip archives what is wrong with them", async () => {
    const { page, complaints } = await welcome();
    for (const [name, archive, message] of hostile) {
      const file = { name: `${name}.zip`, mimeType: "application/zip", buffer: Buffer.from(archive()) };
      await page.locator("[data-picks=files]").setInputFiles(file);
      await expect
        .poll(() => page.getByRole("alert").allTextContents().then(String), { message: name })
        .toMatch(message);
    }
    expect(others(complaints)).toEqual([]);
    await page.close();
  });

  it("shows what can be read of a damaged folder, and says what cannot", async () => {
    const damaged = join(bench.folder, "damaged");
    await writeTestRun(damaged);
    await writeFile(join(damaged, "lenses/gallery/tiles.png"), "not a picture");
    await mkdir(join(damaged, "lenses/broken"), { recursive: true });
    await writeFile(join(damaged, "lenses/broken/result.json"), '{"schemaVersion":1}');
    await writeFile(join(damaged, "metrics.ndjson"), "{}\nnonsense\n");
    await writeFile(join(damaged, "lenses/identifiability/rows.npz"), "PK");
    await writeFile(join(damaged, "checkpoints/step-000020/generator/weights.bin"), new Uint8Array(400));
    const { page, complaints } = await welcome();
    await page.locator("[data-picks=folder]").setInputFiles(damaged);
    await page.getByText(/The lens “broken” is left out/).waitFor();
    expect(await page.getByText(/Lines? .* of metrics.ndjson cannot be read/).count()).toBe(1);
    await page.getByRole("link", { name: "Lenses" }).click();
    await page.getByRole("link", { name: "gallery" }).click();
    await page.getByText("lenses/gallery/tiles.png is not a PNG.").waitFor();
    await page.getByRole("link", { name: "Latent" }).click();
    await page.getByText(/their SHA-256 differs/).waitFor();
    await page.getByRole("button", { name: /^Earlier, to step/ }).click();
    await page.locator(".latent-pictures canvas[data-drawn]").first().waitFor();
    await page.getByText(/directions that lenses have stored cannot be read/).waitFor();
    expect(others(complaints)).toEqual([]);
    await page.close();
  });
});

async function filesOf(folder: string): Promise<Record<string, Uint8Array>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const pairs = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => {
      const file = join(entry.parentPath, entry.name);
      return [relative(folder, file), new Uint8Array(await readFile(file))] as const;
    });
  return Object.fromEntries(await Promise.all(pairs));
}

/** An archive that announces 3 GiB in a few bytes. */
function bomb(): Uint8Array {
  const bytes = zipSync({ "run.json": new Uint8Array(1 << 20), "b.bin": new Uint8Array(1 << 20) });
  const view = new DataView(bytes.buffer);
  let at = view.getUint32(bytes.length - 6, true);
  for (let entry = 0; entry < 2; entry++) {
    view.setUint32(at + 24, 3 * 2 ** 29, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return bytes;
}
