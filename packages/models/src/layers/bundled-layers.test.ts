import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Random } from "@ganlens/core";
import "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { applyModel, buildModel, disposeModel, importOnnx, saveModel } from "../index.ts";
import { caseFile, openCase } from "../onnx/testdata/cases.ts";

const packageFolder = fileURLToPath(new URL("../../", import.meta.url));
let folder = "";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
  folder = await mkdtemp(join(tmpdir(), "ganlens-bundle-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** What somebody writes who has a saved model and TensorFlow.js: our package is imported for its layers alone. */
const program = `
import "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { readFileSync } from "node:fs";
tf.env().set("PROD", true);
await tf.setBackend("cpu");
for (const folder of process.argv.slice(2)) {
  const json = JSON.parse(readFileSync(folder + ".json", "utf8"));
  const weights = readFileSync(folder + ".bin");
  const model = await tf.loadLayersModel(tf.io.fromMemory({
    modelTopology: json.modelTopology,
    weightSpecs: json.weightsManifest[0].weights,
    weightData: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.byteLength),
  }));
  const inputs = model.inputs.map(({ shape }) => tf.fill(shape.map((side) => side ?? 2), 0.5));
  console.log(JSON.stringify([...(await model.apply(inputs.length === 1 ? inputs[0] : inputs).data())]));
}
`;

test("saved generators load in a fresh process that imports the package for nothing but its layers", async () => {
  const own = buildModel({
    spec: { architecture: "dcgan-generator", width: 2, latent: 4 },
    name: "g",
    random: Random.fromSeed(1),
  });
  const foreign = await importOnnx(caseFile(openCase("style-scaled.dynamo-18").folder));
  const models = [own, foreign.model];
  const expected: Float32Array[] = [];
  for (const [i, model] of models.entries()) {
    const files = await saveModel(model);
    await writeFile(join(folder, `${i}.json`), files["model.json"]);
    await writeFile(join(folder, `${i}.bin`), files["weights.bin"]);
    const inputs = model.inputs.map(({ shape }) =>
      tf.fill(
        shape.map((side) => side ?? 2),
        0.5,
      ),
    );
    const output = applyModel(model, inputs, { training: false }) as tf.Tensor;
    expected.push((await output.data()) as Float32Array);
    tf.dispose([inputs, output]);
    disposeModel(model);
  }
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: packageFolder },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    conditions: ["@ganlens/source"],
    external: ["@tensorflow/*"],
    logLevel: "error",
  });
  const script = join(packageFolder, `node_modules/.bundled-layers-${process.pid}.mjs`);
  await writeFile(script, outputFiles[0]?.contents ?? "");
  try {
    const run = promisify(execFile)(process.execPath, [script, join(folder, "0"), join(folder, "1")], {
      maxBuffer: 2 ** 26,
    });
    const printed = (await run).stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    for (const [i, values] of expected.entries()) expect(printed[i]).toBeAllclose(values);
  } finally {
    await rm(script);
  }
}, 60_000);
