import { GanlensError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { importOnnx } from "../index.ts";
import { caseFile, caseNames, openCase } from "./testdata/cases.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

interface RefusedCase {
  readonly folder: string;
  readonly messageContains: readonly string[];
}

test.each(caseNames("onnx-refused"))("%s is refused, naming the place", async (name) => {
  const { folder, messageContains } = openCase<RefusedCase>(name, "onnx-refused");
  const tensors = tf.memory().numTensors;
  const asked: string[] = [];
  const refusal = await importOnnx(caseFile(folder), {
    readExternalData: async (path) => {
      asked.push(path);
      return caseFile(folder, path);
    },
  }).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(GanlensError.isInstance(refusal), String(refusal)).toBe(true);
  const { message, hint } = refusal as GanlensError;
  for (const word of messageContains) expect(message).toContain(word);
  expect(hint).toBeTruthy();
  expect(
    asked.every((path) => /^[\w.]+$/.test(path)),
    asked.join(),
  ).toBe(true);
  expect(tf.memory().numTensors).toBe(tensors);
});
