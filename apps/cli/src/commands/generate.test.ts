import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeNpz, decodePng, encodePng } from "@ganlens/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { onnxModel } from "../testdata/onnx-model.ts";
import { type CliResult, ganlens, tinyGan } from "../testdata/test-io.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-generate-"));
  const trained = await ganlens(["train", ...tinyGan, "--steps", "4", "--out", "run"], { cwd });
  expect(trained.code).toBe(0);
});
afterAll(() => rm(cwd, { recursive: true }));

const call = (...argv: readonly string[]): Promise<CliResult> => ganlens(argv, { cwd });
const arrays = async (path: string) => decodeNpz(await readFile(join(cwd, path)), { source: path }).arrays;
const conditional = onnxModel("conditional-channel.torchscript-13");

describe("generate", () => {
  test("writes a picture each and their latents; the same seed gives the same, another seed others", async () => {
    const { code, stdout, stderr } = await call("generate", "run", "--count", "5", "--out", "a");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("Wrote    a (5 pictures)");
    const names = ["0000.png", "0001.png", "0002.png", "0003.png", "0004.png"];
    expect((await readdir(join(cwd, "a"))).sort()).toEqual([...names, "latents.npz"]);
    expect(decodePng(await readFile(join(cwd, "a/0000.png")))).toMatchObject({
      width: 8,
      height: 8,
      channels: 1,
    });
    expect((await arrays("a/latents.npz")).get("z")?.shape).toEqual([5, 4]);
    await call("generate", "run", "--count", "5", "--out", "b");
    await call("generate", "run", "--count", "5", "--seed", "1", "--out", "c");
    expect(await readFile(join(cwd, "b/0004.png"))).toEqual(await readFile(join(cwd, "a/0004.png")));
    expect(await readFile(join(cwd, "c/0004.png"))).not.toEqual(await readFile(join(cwd, "a/0004.png")));
  });

  test("writes numbers that are looked at as samples again", async () => {
    const argv = ["generate", conditional, "--labels", "3,1", "--count", "12", "--out", "x.npz"];
    expect((await call(...argv)).code).toBe(0);
    const found = await arrays("x.npz");
    expect(found.get("x")?.shape).toEqual([12, 16, 16, 1]);
    expect([...(found.get("labels")?.data ?? [])].map(Number)).toEqual([3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]);
    const values = found.get("x")?.data as Float32Array;
    expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
    const samples = await call("import", "x.npz", "--out", "samples");
    expect(samples.stdout).toContain("Holds    12 images of 16 × 16 × 1");
    expect((await call(...argv)).stderr).toMatch(/x\.npz is there already\.\nChoose another name/);
    const drawn = await call("generate", "x.npz");
    expect(drawn).toMatchObject({ code: 1, stderr: expect.stringContaining("no new image can be drawn") });
  });

  test("walks from one latent to another", async () => {
    const { code } = await call("generate", "run", "--interpolate", "5", "--count", "2", "--out", "way.png");
    expect(code).toBe(0);
    expect(decodePng(await readFile(join(cwd, "way.png")))).toMatchObject({ width: 5 * 9, height: 2 * 9 });
    const z = (await arrays("way.latents.npz")).get("z") as { data: Float32Array; shape: readonly number[] };
    expect(z.shape).toEqual([10, 4]);
    const norm = (row: number) => Math.hypot(...[...z.data.subarray(4 * row, 4 * row + 4)]);
    const [one, middle, other] = [norm(0), norm(2), norm(4)] as const;
    // On an arc the middle is no nearer to 0 than its ends; on a line it would be.
    expect(middle).toBeGreaterThan(0.95 * Math.min(one, other));
  });

  test("a grid, and an earlier step", async () => {
    expect((await call("generate", "run", "--count", "6", "--grid", "--out", "g")).code).toBe(0);
    expect((await readdir(join(cwd, "g"))).sort()).toEqual(["grid.latents.npz", "grid.png"]);
    expect((await call("generate", "run", "--count", "2", "--out", "late")).code).toBe(0);
    expect((await call("generate", "run", "--checkpoint", "0", "--count", "2", "--out", "early")).code).toBe(
      0,
    );
    expect(await readFile(join(cwd, "early/0000.png"))).not.toEqual(
      await readFile(join(cwd, "late/0000.png")),
    );
    const none = await call("generate", "run", "--checkpoint", "3", "--out", "none");
    expect(none).toMatchObject({ code: 1, stderr: expect.stringMatching(/step 3.*which has those of 0, 4/) });
  });

  test.each([
    [["run", "--labels", "1"], 2, /can be asked for classes with --labels, but .* takes none/],
    [[conditional, "--labels", "7"], 2, /classes from 0 to 4 for --labels, received 7/],
    [["run", "--out", "run"], 2, /run is not empty/],
    [["run", "--grid", "--out", "y.npz"], 2, /one of --grid and an \.npz/],
    [["run", "--latent", "normal:3"], 2, /looked at as it is, received --latent/],
    [["nowhere"], 1, /found nothing at nowhere/],
    [[onnxModel("keras-conditional.torch-20")], 2, /number of classes.*\n.*--classes 10/],
    [[onnxModel("dcgan-27.torchscript-11")], 1, /received "image" \[27, 27, 2\]/],
  ] as const)("%j is refused", async (argv, exit, said) => {
    const { code, stderr } = await call("generate", ...argv);
    expect(stderr).toMatch(said);
    expect(code).toBe(exit);
  });

  test("leaves out what is not finite, and names the generator and the share", async () => {
    const argv = ["generate", onnxModel("nan-for-half.dynamo-18"), "--count", "20", "--out", "half"];
    const { code, stdout } = await call(...argv);
    expect(code).toBe(0);
    const [, lost] =
      /the generator nan-for-half\S* gives values that are not finite at (\d+) of 20/.exec(stdout) ?? [];
    expect((await readdir(join(cwd, "half"))).length).toBe(21 - Number(lost));
    expect(Number(lost)).toBeGreaterThan(0);
  });

  test.each([
    ["generate", "run"],
    ["project", "run", "a/0000.png"],
    ["compare", "run", "run"],
    ["import", conditional],
  ])("%s stops when asked to, and leaves nothing half written", async (...argv) => {
    const controller = new AbortController();
    controller.abort();
    const stopped = await ganlens([...argv, "--out", "stopped"], { cwd, signal: controller.signal });
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toMatch(/[Ss]topped/);
    await expect(readdir(join(cwd, "stopped"))).rejects.toThrow();
  });

  test("tells as JSON what it does, one event a line", async () => {
    const { stdout } = await call("generate", "run", "--count", "3", "--out", "told", "--log", "json");
    const events = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { type: string });
    expect(events.map(({ type }) => type)).toEqual(["stage-start", "work-progress", "files-written"]);
    expect(events.at(-1)).toMatchObject({ files: [{ path: "told" }, { path: "told/latents.npz" }] });
  });
});

describe("project", () => {
  test("comes near to a picture that the generator drew, and not to noise", async () => {
    await call("generate", "run", "--count", "1", "--seed", "9", "--out", "own");
    const noise = Uint8Array.from({ length: 64 }, (_, i) => ((i * 2_654_435_761) >>> 8) % 256);
    await writeFile(join(cwd, "noise.png"), encodePng({ width: 8, height: 8, channels: 1, data: noise }));
    const { code, stdout, stderr } = await call(
      "project",
      "run",
      "own/0000.png",
      "noise.png",
      "--steps",
      "60",
    );
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/1 of 2 comes hardly nearer than random pairs/);
    expect(stdout).toMatch(/n?1000 images at random latents/);
    const [folder = ""] = await readdir(join(cwd, "run/projections"));
    const place = `run/projections/${folder}`;
    expect(await readdir(join(cwd, place))).toEqual(
      expect.arrayContaining([
        "0001-difference.png",
        "0001-original.png",
        "0001-projection.png",
        "latents.npz",
      ]),
    );
    const { images } = JSON.parse(await readFile(join(cwd, place, "projection.json"), "utf8")) as {
      images: { name: string; error: number; randomError: number }[];
    };
    expect(images.map(({ name }) => name)).toEqual(["0000.png", "noise.png"]);
    expect(images[0]?.error).toBeLessThan(0.05 * (images[0]?.randomError ?? 0));
    expect(images[1]?.error).toBeGreaterThan(0.5 * (images[1]?.randomError ?? 0));
  });

  test("changes no picture without being asked", async () => {
    const data = Uint8Array.from({ length: 12 * 10 * 3 }, (_, i) => i % 251);
    await writeFile(join(cwd, "wide.png"), encodePng({ width: 12, height: 10, channels: 3, data }));
    const refused = await call("project", "run", "wide.png");
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/a picture of 8 × 8 × 1.*wide\.png is 10 × 12 × 3\.\n.*--fit cover/);
    const fitted = await call(
      "project",
      "run",
      "wide.png",
      "--fit",
      "cover",
      "--steps",
      "2",
      "--out",
      "fitted",
    );
    expect(fitted).toMatchObject({ code: 0, stderr: "" });
    await mkdir(join(cwd, "folder"));
    for (const [path, said] of [
      ["/dev/zero", /found a device/],
      ["folder", /found a folder/],
      ["none.png", /there is none/],
      ["run/run.json", /Cannot read run\/run\.json as a picture/],
    ] as const) {
      const { code, stderr } = await call("project", "run", path);
      expect(code).not.toBe(0);
      expect(stderr).toMatch(said);
    }
  });
});

describe("compare", () => {
  test("does not rank a run against itself, and says what was compared", async () => {
    const { code, stdout, stderr } = await call("compare", "run", "run", "--out", "same");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(
      /Fréchet distance \[PCA-64 of pixels\].*cannot be told apart: the difference's interval holds 0/,
    );
    expect(stdout).toContain("Both are drawn at the same latents.");
    expect(stdout).toMatch(/mean pixel difference at equal latents +0 \[0, 0\]/);
    expect((await readdir(join(cwd, "same"))).sort()).toEqual(["comparison.json", "side-by-side.png"]);
  });

  test("prints one JSON document when asked to, and ranks nothing of two noises", async () => {
    await call("train", ...tinyGan, "--steps", "4", "--seed", "1", "--out", "other");
    const { code, stdout } = await call("compare", "run", "other", "--json");
    expect(code).toBe(0);
    const found = JSON.parse(stdout) as {
      first: string;
      paired: { same: boolean };
      distances: { difference: { interval: { low: number; high: number } }; better: string | null }[];
    };
    expect(found).toMatchObject({ first: "run", second: "other", paired: { same: true } });
    for (const { difference, better } of found.distances) {
      const { low, high } = difference.interval;
      expect(better === null).toBe(low <= 0 && high >= 0);
    }
  });

  test("lays stored answers side by side, where they are of the generators as they are", async () => {
    await call("explain", "run", "--lens", "distance");
    const { stdout } = await call("compare", "run", "run");
    expect(stdout).toContain("What the lenses have answered of both");
    expect(stdout).toMatch(/distance: Fréchet distance .* cannot be told apart/);
  });

  test("refuses two sizes with the numbers", async () => {
    const { code, stderr } = await call("compare", "run", onnxModel("dcgan-28.torchscript-11"));
    expect(code).toBe(1);
    expect(stderr).toMatch(/run draws 8 × 8 × 1 and .*dcgan-28\S* 28 × 28 × 1/);
  });
});
