import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LensResult, lensResultSchema } from "@ganlens/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { onnxModel } from "../testdata/onnx-model.ts";
import { type CliResult, ganlens } from "../testdata/test-io.ts";

let cwd: string;
const call = (...argv: readonly string[]): Promise<CliResult> => ganlens(argv, { cwd });
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-four-lenses-"));
});
afterAll(() => rm(cwd, { recursive: true }));

const four = ["memorisation", "coverage", "tell", "usefulness"] as const;
const asked = ["--lens", ...four, "--effort", "glance"] as const;

/** Every answer of the four was written, can be read, and has numbers. */
async function expectAnswers(run: string): Promise<void> {
  for (const lens of four) {
    const text = await readFile(join(cwd, run, `lenses/${lens}/result.json`), "utf8");
    const result: LensResult = lensResultSchema.parse(JSON.parse(text));
    expect(result.answer, lens).not.toBe("");
    expect(
      result.measures.some(({ value }) => value !== null),
      lens,
    ).toBe(true);
  }
}

test("a trained run is explained by four lenses, and its repeats and rarest kinds come out again", async () => {
  expect(await call("train", "seed-mlp", "--steps", "20", "--out", "trained")).toMatchObject({ code: 0 });
  expect(await call("explain", "trained", ...asked)).toMatchObject({ code: 0, stderr: "" });
  await expectAnswers("trained");
  for (const named of ["memorisation/repeats", "coverage/nearest-to-kinds"]) {
    const { code, stdout, stderr } = await call("explain", "trained", "--repeat", named);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/rows +\d+, \d+/);
    expect(stdout).toMatch(/Every byte of the answer came out again: \d+ numbers/);
  }
});

test("a generator from an ONNX file, and nothing but its samples, are explained by four lenses", async () => {
  const model = onnxModel("nan-for-half.dynamo-18");
  const data = ["--data", "digits-8x8"] as const;
  expect(await call("explain", model, ...data, ...asked, "--out", "imported")).toMatchObject({
    code: 0,
    stderr: "",
  });
  await expectAnswers("imported");
  expect(await call("generate", model, "--count", "900", "--out", "samples.npz")).toMatchObject({ code: 0 });
  expect(await call("explain", "samples.npz", ...data, ...asked, "--out", "samples")).toMatchObject({
    code: 0,
    stderr: "",
  });
  await expectAnswers("samples");
});
