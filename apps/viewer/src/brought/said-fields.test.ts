import { expect, it } from "vitest";
import type { InspectedGenerator } from "../engine/messages.ts";
import { type Choices, firstChoices, layoutOf, problemOf, saidOf } from "./said-fields.ts";

const model: InspectedGenerator = {
  inputs: [
    { name: "z", shape: [100, 1, 1], dtype: "float32" },
    { name: "digit", shape: [10], dtype: "float32" },
  ],
  outputs: [
    { name: "image", shape: [28, 28, 1], range: [-1, 1] },
    { name: "mask", shape: [28, 28, 1] },
  ],
  from: "onnx",
  isOwn: false,
  notes: [],
};
const one: InspectedGenerator = { ...model, inputs: model.inputs.slice(0, 1) };

function choose(from: InspectedGenerator, changes: Partial<Choices>): Choices {
  return { ...firstChoices(from), ...changes };
}

it("says nothing where nothing was chosen, so that the run says what was assumed", () => {
  expect([problemOf(firstChoices(one), one), saidOf(firstChoices(one), one)]).toEqual([null, {}]);
  expect(saidOf(firstChoices(null), null)).toEqual({});
  expect(saidOf(firstChoices(model), { ...model, isOwn: true })).toEqual({});
});

it("gives each input what was chosen for it, with the size that its shape has", () => {
  const base = { low: "-1", high: "1", classes: "" } as const;
  const inputs = new Map([
    ["z", { ...base, takes: "uniform", low: "0" }],
    ["digit", { ...base, takes: "class" }],
  ] as const);
  expect(saidOf(choose(model, { inputs, output: "mask", range: "0,255", layout: "nchw" }), model)).toEqual({
    parts: [{ prior: "uniform", size: 100, low: 0, high: 1 }],
    classes: 10,
    range: [0, 255],
    output: "mask",
    layout: "nchw",
  });
  expect(saidOf(firstChoices(model), model).parts).toHaveLength(2);
});

it("says what is missing, and does not send what makes no sense", () => {
  expect(problemOf(choose(model, { output: "mask" }), model)).toMatch(/which values the images take/);
  expect(problemOf(choose(model, { output: "mask", range: "other", low: "1", high: "0" }), model)).toMatch(
    /lower and a higher/,
  );
  const base = { low: "", high: "", classes: "" } as const;
  const uniform = new Map([["z", { ...base, takes: "uniform" }]] as const);
  expect(problemOf(choose(one, { inputs: uniform }), one)).toMatch(/noise of “z”/);
  const whole: InspectedGenerator = { ...one, inputs: [{ name: "y", shape: [1], dtype: "int32" }] };
  expect(problemOf(firstChoices(whole), whole)).toMatch(/how many classes “y”/);
  const typed = new Map([["y", { ...base, takes: "class", classes: "ten" }]] as const);
  expect(problemOf(choose(whole, { inputs: typed }), whole)).toMatch(/whole number/);
});

it("finds channels that stand first in a tfjs model, and leaves ONNX to its converter", () => {
  const outputs = [{ name: "image", shape: [3, 64, 64] }];
  expect(layoutOf({ ...model, from: "tfjs graph model", outputs }, "")).toBe("nchw");
  expect(layoutOf({ ...model, outputs }, "")).toBe("");
});
