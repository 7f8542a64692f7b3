import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeNpz } from "@ganlens/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { onnxModel } from "../testdata/onnx-model.ts";
import { ganlens } from "../testdata/test-io.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-compare-"));
});
afterAll(() => rm(cwd, { recursive: true }));

test("--json keeps stdout one document, and still tells which data outside a run are opened", async () => {
  const data = Uint8Array.from({ length: 400 * 64 }, (_, i) => (i * 37 + (i >> 6) * 11) % 256);
  await writeFile(join(cwd, "real.npz"), encodeNpz({ images: { data, shape: [400, 8, 8] } }));
  const model = onnxModel("unit-range-by-hand.dynamo-20");
  const brought = ["import", model, "--as", "run", "--range=0,255", "--data", "real.npz", "--out", "run"];
  expect(await ganlens(brought, { cwd })).toMatchObject({ code: 0, stderr: "" });
  const { code, stdout, stderr } = await ganlens(["compare", "run", "run", "--json", "--count", "300"], {
    cwd,
  });
  expect(stderr).toMatch(/^Note: run\.json names data outside the run, which are opened now: .*real\.npz$/m);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ first: "run", second: "run (again)" });
});
