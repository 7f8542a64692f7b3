import { expect, test } from "vitest";
import { stepOfPath } from "./model-series.ts";

test.each([
  ["step-0100/model.json", 100],
  ["v2/gan-7.onnx", 7],
  ["a/b-0.onnx", 0],
  ["generator.onnx", null],
  ["", null],
  [`${"9".repeat(16)}.onnx`, null],
])("the step of %j is %j", (path, step) => {
  expect(stepOfPath(path)).toBe(step);
});
