import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LensResult } from "@ganlens/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { onnxModel } from "../testdata/onnx-model.ts";
import { type CliResult, ganlens } from "../testdata/test-io.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-foreign-"));
});
afterAll(() => rm(cwd, { recursive: true }));

const explain = (...argv: readonly string[]): Promise<CliResult> => ganlens(["explain", ...argv], { cwd });
const result = async (run: string, lens: string): Promise<LensResult> =>
  JSON.parse(await readFile(join(cwd, run, `lenses/${lens}/result.json`), "utf8")) as LensResult;

test("27 × 27 × 2 against 28 × 28 × 1 is one plain refusal with the numbers", async () => {
  const { code, stdout, stderr } = await explain(onnxModel("dcgan-27.torchscript-11"), "--data", "mnist-5k");
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain("[27, 27, 2]. The real images are 28 × 28 × 1.");
  expect(stderr.trimEnd().split("\n")).toHaveLength(2);
  expect(await readdir(cwd)).toEqual([]);
});

test("real images of another size are refused with the numbers, and no run is made", async () => {
  const { code, stderr } = await explain(onnxModel("keras-dcgan.torch-20"), "--data", "digits-8x8");
  expect(code).toBe(1);
  expect(stderr).toMatch(/16 × 16 × 1, received 8 × 8 × 1 \(digits-8x8\)/);
  expect(await readdir(cwd)).toEqual([]);
});

test("a generator that is not finite at half of its latents is named, with the share; the rest is explained", async () => {
  const { code, stdout, stderr } = await explain(
    ...[onnxModel("nan-for-half.dynamo-18"), "--data", "digits-8x8", "--lens", "distance", "--out", "half"],
  );
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(
    /The generator half gives values that are not finite at 4\d(\.\d)? % of 256 latents \(the first is number \d+\)/,
  );
  expect((await result("half", "distance")).measures[0]?.value).toBeGreaterThan(0);
});

test("one image for every latent is called collapsed", async () => {
  const argv = [
    onnxModel("constant-output.torchscript-13"),
    "--lens",
    "identifiability",
    "--out",
    "constant",
  ];
  const { code, stdout } = await explain(...argv);
  expect(code).toBe(0);
  expect(stdout).toMatch(/one and the same image at all of 256 latents: it has collapsed/);
  expect((await result("constant", "identifiability")).answer).toContain("collapsed to one image");
});

test("a range that the images do not fit is caught", async () => {
  const model = onnxModel("unit-range-by-hand.dynamo-20");
  const said = (range: string, lens: string) =>
    explain(model, `--range=${range}`, "--data", "digits-8x8", "--lens", lens, "--out", `range${range}`);
  const narrow = await said("0,0.4", "distance");
  expect(narrow).toMatchObject({ code: 2, stderr: expect.stringMatching(/reach from .*\n.*--range -1,1/) });
  const shifted = await said("-1,1", "distance");
  expect(shifted).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/never fall below 0\.\d+ of their range.*another one/),
  });
  expect((await readdir(cwd)).filter((name) => name.startsWith("range"))).toEqual([]);
  const wide = await said("0,255", "distance");
  expect(wide.code).toBe(0);
  expect(wide.stdout).toMatch(/never rise above 0\.00\d* of their range, real ones reach to 1/);
});

test("samples answer what they can, and say what they cannot", async () => {
  const model = onnxModel("nan-for-half.dynamo-18");
  await ganlens(["generate", model, "--count", "500", "--out", "samples.npz"], { cwd });
  const { code, stdout } = await explain(
    "samples.npz",
    "--data",
    "digits-8x8",
    "--lens",
    "distance",
    "--out",
    "s",
  );
  expect(code).toBe(0);
  expect(stdout).toMatch(/There are 2\d\d samples and no generator: what needs new images is left out/);
  const { record } = { record: JSON.parse(await readFile(join(cwd, "s/run.json"), "utf8")) };
  expect(record).toMatchObject({ kind: "samples", subject: { shape: [8, 8, 1] } });
});
