import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { presets } from "../presets/presets.ts";
import { configJsonSchema } from "./config-json-schema.ts";

const ajv = new Ajv2020({ strict: false });

describe("the JSON Schema of configurations", () => {
  const valid = ajv.compile(configJsonSchema());

  it.each(presets)("takes the preset $id", ({ config }) => {
    expect(valid(config)).toBe(true);
  });

  it.each([
    { trainer: "gna" },
    { ...presets[0]?.config, batchsize: 3 },
    { ...presets[0]?.config, batchSize: 1 },
    { ...presets[0]?.config, optimizers: { generator: { name: "adam", momentum: 0.9 } } },
    { ...presets[0]?.config, generator: { architecture: "dcgan-generator", widht: 24 } },
    { ...presets[0]?.config, generator: { architecture: "dcgan" } },
  ])("refuses %j", (config) => {
    expect(valid(config)).toBe(false);
  });

  it("is that of one trainer where one is named, and refuses a name that there is not", () => {
    const classifier = new Ajv2020({ strict: false }).compile(configJsonSchema("classifier"));
    expect(classifier({ trainer: "classifier" })).toBe(true);
    expect(classifier(presets[0]?.config)).toBe(false);
    expect(() => configJsonSchema("classifer")).toThrow(/classifer/);
  });
});
