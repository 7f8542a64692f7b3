import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeNpz, encodeNpz, type NpyInput } from "@ganlens/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { onnxModel } from "../testdata/onnx-model.ts";
import { type CliResult, ganlens } from "../testdata/test-io.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-bring-"));
});
afterAll(() => rm(cwd, { recursive: true }));

const rows = 24;
const z = { data: Float32Array.from({ length: rows * 6 }, (_, i) => Math.sin(i)), shape: [rows, 6] };
const labels = { data: Int32Array.from({ length: rows }, (_, i) => (i * 3) % 5), shape: [rows] };

/** A generator of five classes with latents of a file. */
async function bring(arrays: Record<string, NpyInput>, out: string): Promise<CliResult> {
  await writeFile(join(cwd, "z.npz"), encodeNpz(arrays));
  const model = onnxModel("conditional-channel.torchscript-13");
  return ganlens(["import", model, "--as", "run", "--latent", "z.npz", "--out", out], { cwd });
}

test("latents of a file bring the labels beside them to a conditional generator", async () => {
  expect(await bring({ z, labels }, "run")).toMatchObject({ code: 0, stderr: "" });
  const { subject } = JSON.parse(await readFile(join(cwd, "run/run.json"), "utf8")) as {
    subject: { latents: string };
  };
  const { arrays } = decodeNpz(await readFile(join(cwd, "run", subject.latents)), { source: "latents" });
  expect(arrays.get("labels")?.data).toEqual(labels.data);
});

test("without labels that the generator knows the array is named, and no run is made", async () => {
  const stray = { data: Int32Array.from(labels.data, (label) => label + 2), shape: [rows] };
  expect((await bring({ z }, "none")).stderr).toMatch(
    /^Expected an array labels beside the latents of z\.npz, .* from 0 to 4, received none\.\nIn Python/,
  );
  expect((await bring({ z, labels: stray }, "stray")).stderr).toMatch(/from 0 to 4, received 5\./);
  expect((await readdir(cwd)).filter((name) => /none|stray/.test(name))).toEqual([]);
});
