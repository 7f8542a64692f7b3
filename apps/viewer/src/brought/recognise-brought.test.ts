import { expect, it } from "vitest";
import { type Brought, recogniseBrought } from "./recognise-brought.ts";

it.each<[string, readonly string[], Partial<Brought> | null]>([
  ["a run folder", ["demo/run.json", "demo/checkpoints/step-000000/generator/model.json"], null],
  ["lenses without a run", ["lenses/distance/result.json"], null],
  ["nothing that is known", ["readme.md", "notes.txt"], null],
  [
    "an ONNX file with its data beside it",
    ["g/G.onnx", "g/G.onnx.data"],
    { name: "G.onnx", models: [{ step: 0, main: "g/G.onnx" }] },
  ],
  ["a tfjs model", ["web/model.json", "web/group1-shard1of2.bin"], { name: "web/model.json" }],
  ["a tfjs model under another name", ["dcgan.json", "weights.bin"], { name: "dcgan.json" }],
  [
    "a series",
    ["out/step-200/model.json", "out/step-1000/model.json", "out/step-200/w.bin"],
    {
      models: [
        { step: 200, main: "out/step-200/model.json" },
        { step: 1000, main: "out/step-1000/model.json" },
      ],
    },
  ],
  [
    "a generator with a file of latents",
    ["g.onnx", "w-space.npz"],
    { kind: "generator", latents: "w-space.npz" },
  ],
  [
    "a folder of pictures",
    ["faces/2.png", "faces/10.JPG", "faces/.DS_Store"],
    { kind: "pictures", name: "faces", paths: ["faces/2.png", "faces/10.JPG"] },
  ],
  ["pictures beside something else", ["faces/2.png", "faces/readme.md"], null],
  ["samples", ["z.npz"], { kind: "samples", main: "z.npz", name: "z.npz" }],
  [
    "samples with labels and latents",
    ["t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz", "latents.npy"],
    { main: "t10k-images-idx3-ubyte.gz", labels: "t10k-labels-idx1-ubyte.gz", latents: "latents.npy" },
  ],
])("recognises %s", (_, paths, expected) => {
  if (expected === null) expect(recogniseBrought(paths)).toBeNull();
  else expect(recogniseBrought(paths)).toMatchObject(expected);
});

it.each([
  ["models without steps", ["a.onnx", "b.onnx"], /a\.onnx has no number/],
  ["models of one step", ["a1.onnx", "b1.onnx"], /two are of step 1/],
  [
    "too many models",
    Array.from({ length: 201 }, (_, at) => `g-${at}.onnx`),
    /may have 200 models, and these are 201/,
  ],
  ["several files of samples", ["a.npz", "b.npz"], /one file of samples, received 2: a\.npz, b\.npz/],
])("refuses %s", (_, paths, message) => {
  expect(() => recogniseBrought(paths)).toThrow(message);
});
