import { Random, sizeOf } from "@ganlens/core";
import "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { beforeAll, describe, expect, test } from "vitest";
import { applyModel, disposeModel, importOnnx } from "../index.ts";
import {
  asModelInput,
  asOnnxOutput,
  type CaseArray,
  caseFile,
  caseNames,
  openCase,
} from "./testdata/cases.ts";
import { rarerOperators } from "./testdata/rarer-operators.ts";
import { writeOnnx } from "./testdata/write-onnx.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

/** Our outputs and ONNX Runtime's for the same file and the same inputs, which `draw` makes. */
async function compare(
  bytes: Uint8Array,
  draw: (port: {
    readonly shape: readonly number[];
    readonly dtype: string;
    readonly classes: number;
  }) => Float32Array,
  batch: number,
): Promise<void> {
  const session = await InferenceSession.create(bytes, { logSeverityLevel: 3 });
  const types = new Map(session.inputMetadata.map((port) => [port.name, port.isTensor ? port.type : ""]));
  const { model, inputs, outputs } = await importOnnx(bytes);
  const arrays = new Map<string, CaseArray>(
    inputs.map(({ name, shape, dtype, classes = 2 }) => {
      const sides = shape.map((side) => side ?? batch);
      return [name, { data: draw({ shape: sides, dtype, classes }), shape: sides }];
    }),
  );
  const feeds = Object.fromEntries(
    inputs.map(({ name, dtype }) => {
      const { data, shape } = arrays.get(name) as CaseArray;
      return [
        name,
        dtype === "float32"
          ? new Tensor("float32", data, [...shape])
          : types.get(name) === "int32"
            ? new Tensor("int32", Int32Array.from(data), [...shape])
            : new Tensor(
                "int64",
                BigInt64Array.from(data, (value) => BigInt(value)),
                [...shape],
              ),
      ];
    }),
  );
  const theirs = await session.run(feeds);
  const given = inputs.map((port) => asModelInput(arrays.get(port.name) as CaseArray, port));
  const ours = [applyModel(model, given, { training: false })].flat();
  for (const [i, port] of outputs.entries()) {
    const output = asOnnxOutput(ours[i] as tf.Tensor, port);
    const want = theirs[port.name] as Tensor;
    expect(output.shape, port.name).toEqual([...want.dims]);
    const values = Float32Array.from(want.data as ArrayLike<number | bigint | boolean>, Number);
    expect(await output.data(), port.name).toBeAllclose(values, { rtol: 1e-4, atol: 2e-5 });
    output.dispose();
  }
  tf.dispose([given, ours]);
  disposeModel(model);
  await session.release();
}

describe("random latents give ONNX Runtime's images", () => {
  const names = caseNames().filter(
    (name) =>
      name.includes(".") &&
      !/external|any-size|nan-for-half/.test(name) &&
      openCase(name).fixedBatch === undefined,
  );

  test.each(names)("%s", async (name) => {
    const random = Random.fromSeed(7).split(name);
    await compare(
      caseFile(openCase(name).folder),
      ({ shape, dtype, classes }) =>
        dtype === "float32"
          ? random.normal(sizeOf(shape))
          : Float32Array.from(random.integers(sizeOf(shape), { high: classes })),
      3,
    );
  });
});

describe("operators that few exporters write give ONNX Runtime's numbers", () => {
  test.each(Object.entries(rarerOperators))("%s", async (name, model) => {
    const random = Random.fromSeed(8).split(name);
    await compare(writeOnnx(model), ({ shape }) => random.normal(sizeOf(shape)), 2);
  });
});
