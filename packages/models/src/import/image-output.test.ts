import { readFile } from "node:fs/promises";
import { memoryFiles } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { generate } from "../generator/generate.ts";
import { loadGenerator } from "../generator/load-generator.ts";
import { imageOutput } from "./image-output.ts";
import { importGenerator } from "./import-generator.ts";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const output = (name: string, ...shape: readonly number[]) => ({ name, shape });

describe("imageOutput", () => {
  it("finds the images, whichever place they have among the outputs", () => {
    const found = imageOutput([output("code", 4), output("image", 8, 8, 3)], {});
    expect(found).toMatchObject({ index: 1, shape: [8, 8, 3], reshaped: false });
    expect(found.notes[0]).toMatch(/2 outputs.*what is explained is "image"/);
    expect(imageOutput([output("image", 3, 8, 9)], { layout: "nchw" }).shape).toEqual([8, 9, 3]);
  });

  it.each([
    [[784], [28, 28, 1]],
    [
      [28, 28],
      [28, 28, 1],
    ],
    [
      [6, 9],
      [6, 9, 1],
    ],
  ])("reads %j as grey images, and says so", (shape, expected) => {
    const found = imageOutput([output("flat", ...shape)], {});
    expect(found).toMatchObject({ shape: expected, reshaped: true });
    expect(found.notes[0]).toMatch(/read as grey images/);
  });

  it.each([
    [[output("image", 27, 27, 2)], /27, 27, 2/],
    [[output("row", 785)], /785/],
    [[output("one", 64), output("other", 64)], /"one" \[64\], "other" \[64\]/],
    [[output("image", 3, 8, 8)], /3, 8, 8/],
  ])("refuses %j", (outputs, message) => {
    expect(() => imageOutput(outputs, {})).toThrow(message);
  });
});

it("draws the images of a generator that gives rows of numbers", async () => {
  const path = new URL("../../testdata/onnx/perceptron-flat.torchscript-13/model.onnx", import.meta.url);
  const { subject, network } = await importGenerator(new Uint8Array(await readFile(path)));
  expect(subject).toMatchObject({ shape: [8, 8, 1], generator: { shape: [8, 8, 1] } });
  const files = memoryFiles(network.files, { main: "model.json", location: "memory" });
  const loaded = await loadGenerator(files, subject.generator as NonNullable<typeof subject.generator>);
  const z = { data: Float32Array.from({ length: 12 }, (_, i) => i / 6 - 1), shape: [2, 6] };
  const images = await generate(loaded, { z }, { spec: subject.latent, range: subject.range });
  expect(images.shape).toEqual([2, 8, 8, 1]);
  expect(new Set(images.data).size).toBeGreaterThan(32);
  loaded.dispose();
});
