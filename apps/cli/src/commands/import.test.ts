import { cp, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installKernels } from "@ganlens/backend";
import { HttpRunReader, type RunRecord, readGivenSamples, readRun } from "@ganlens/core";
import "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../run-cli.ts";
import { onnxModel } from "../testdata/onnx-model.ts";
import { type CliResult, ganlens, testIo } from "../testdata/test-io.ts";
import { testPage } from "../view/testdata/view-fixture.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-import-"));
});
afterAll(() => rm(cwd, { recursive: true }));

const call = (...argv: readonly string[]): Promise<CliResult> => ganlens(argv, { cwd });
const dcgan = onnxModel("dcgan-28.torchscript-11");

test("keeps a model that TensorFlow.js opens, says what was read off it, and how to look at it", async () => {
  const { code, stdout, stderr } = await call("import", dcgan, "--out", "model");
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/Read {5}model\.onnx \(onnx, written by pytorch/);
  expect(stdout).toMatch(/Takes {4}6 numbers at "z" \[1, 1, 6\], from N\(0, 1\)/);
  expect(stdout).toContain("Gives    images of 28 × 28 × 1, values from -1 to 1");
  expect(stdout).toMatch(/Note: Its input "z" takes 6 numbers; .* was assumed/);
  expect((await readdir(join(cwd, "model"))).sort()).toEqual(["model.json", "weights.bin"]);
  installKernels(tf);
  const json = JSON.parse(await readFile(join(cwd, "model/model.json"), "utf8")) as tf.io.ModelJSON;
  const bytes = await readFile(join(cwd, "model/weights.bin"));
  const model = await tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology: json.modelTopology as object,
      weightSpecs: json.weightsManifest.flatMap(({ weights }) => weights),
      weightData: Uint8Array.from(bytes).buffer,
    }),
  );
  expect(model.outputs[0]?.shape).toEqual([null, 28, 28, 1]);
  model.dispose();
  const [, next = ""] = /Next {5}ganlens (explain .*)\n/.exec(stdout) ?? [];
  const again = await call(
    ...next.split(" "),
    "--lens",
    "identifiability",
    "--out",
    "never",
    "--log",
    "nothing",
  );
  expect(again.stderr).toContain("Allowed choices are auto, plain, json");
  const drawn = await call("generate", ...next.split(" ").slice(1), "--count", "1", "--out", "drawn");
  expect(drawn).toMatchObject({ code: 0, stderr: "" });
  expect((await call("import", dcgan, "--out", "model")).stderr).toMatch(/model is not empty/);
});

/** Reads a run as the page of `ganlens view` does. */
async function seenThroughTheServer(
  run: string,
  look: (reader: HttpRunReader) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  const io = testIo({ cwd, signal: controller.signal, env: { GANLENS_VIEWER: testPage } });
  const ended = runCli(["view", run, "--no-open", "--json"], io);
  while (!io.written.stdout.includes("view-ready")) await new Promise((resolve) => setTimeout(resolve, 5));
  const { url } = JSON.parse(io.written.stdout) as { readonly url: string };
  const { headers } = await fetch(url, { redirect: "manual" });
  const cookie = (headers.get("set-cookie") ?? "").split(";")[0] as string;
  const base = new URL(url).origin;
  await look(new HttpRunReader({ url: base, fetch: (input) => fetch(input, { headers: { cookie } }) }));
  controller.abort();
  expect(await ended).toBe(0);
}

test("a run of a model, of samples, and of a series is listed, reported, and looked at again", async () => {
  await mkdir(join(cwd, "steps"));
  for (const step of [1, 20]) {
    await cp(dcgan, join(cwd, `steps/step-${step}.onnx`));
  }
  expect(await call("generate", dcgan, "--count", "40", "--out", "samples")).toMatchObject({ code: 0 });
  const brought = [
    ["model", dcgan, "--as", "run"],
    ["series", "--series", "steps/*.onnx"],
    ["samples", "samples"],
  ] as const;
  for (const [name, ...argv] of brought) {
    const { code, stdout, stderr } = await call("import", ...argv, "--out", `runs/${name}`);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`Next     ganlens view runs/${name}`);
  }
  const { stdout } = await call("list", "runs");
  expect(stdout).toMatch(/runs\/model +a generator from model\.onnx, not explained/);
  expect(stdout).toMatch(/runs\/series +a series of generators from step-20\.onnx, not explained/);
  expect(stdout).toMatch(/runs\/samples +40 samples from samples, not explained/);
  for (const name of ["model", "series", "samples"]) {
    expect(await call("report", `runs/${name}`)).toMatchObject({ code: 0, stderr: "" });
    expect(await readFile(join(cwd, "runs", name, "report.html"), "utf8")).toContain("</html>");
    await seenThroughTheServer(`runs/${name}`, async (reader) => {
      const { record } = await readRun(reader);
      expect(record?.kind).toBe({ model: "imported", series: "series", samples: "samples" }[name]);
      if (name !== "samples") return;
      const { x } = await readGivenSamples(reader, (record as RunRecord).subject, { start: 3, end: 5 });
      expect(x.shape).toEqual([2, 28, 28, 1]);
    });
  }
  expect(
    (await call("generate", "runs/series", "--checkpoint", "1", "--count", "1", "--out", "first")).code,
  ).toBe(0);
  expect((await call("train", "--resume", "runs/model")).stderr).toMatch(
    /is imported\.\n.*ganlens explain runs\/model/,
  );
});

test.each([
  [["import"], 2, /Expected something to look at/],
  [["import", "nowhere.onnx"], 1, /found nothing at nowhere\.onnx/],
  [["import", dcgan, "--data", "mnist-5k", "--out", "x"], 2, /received --data\.\n.*--as run/],
  [["import", "steps", "--as", "model", "--out", "x"], 1, /found none/],
  [
    ["import", onnxModel("dcgan-27.torchscript-11"), "--data", "mnist-5k"],
    1,
    /\[27, 27, 2\].*The real images are 28 × 28 × 1\./,
  ],
  [["import", dcgan, "--data", "digits-8x8", "--as", "run"], 1, /28 × 28 × 1, received 8 × 8 × 1/],
  [
    ["import", dcgan, "--latent", "normal:7", "--out", "x"],
    2,
    /6 numbers.*received a prior of 7.*\n.*normal:6/,
  ],
] as const)("%j is refused, and leaves nothing behind", async (argv, exit, said) => {
  const { code, stderr } = await call(...argv);
  expect(stderr).toMatch(said);
  expect(code).toBe(exit);
  expect(await readdir(cwd)).not.toContain("x");
});
