import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seriesFiles } from "./series-files.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-series-"));
  for (const step of [100, 20]) {
    await writeFile(join(cwd, `model-${step}.onnx`), "");
    await writeFile(join(cwd, `samples-${step}.npz`), "");
  }
});
afterAll(() => rm(cwd, { recursive: true }));

test("models go by their step", async () => {
  expect((await seriesFiles("model-*.onnx", { cwd })).map(({ step }) => step)).toEqual([20, 100]);
});

test("a series of samples is refused as one", async () => {
  await expect(seriesFiles("samples-*.npz", { cwd })).rejects.toMatchObject({
    code: "config-invalid",
    message:
      "Expected models for --series samples-*.npz, found samples-100.npz: a series of samples is not covered yet.",
    hint: expect.stringContaining("--samples"),
  });
});
