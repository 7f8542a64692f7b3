import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeNpy, encodeNpz, encodePng } from "@ganlens/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CliResult, ganlens } from "../testdata/test-io.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-hints-"));
  await mkdir(join(cwd, "pictures"));
  for (let i = 0; i < 200; i++) {
    const data = Uint8Array.from({ length: 8 * 8 * 3 }, (_, k) => (i * 37 + k * i) % 256);
    await writeFile(join(cwd, "pictures", `${i}.png`), encodePng({ height: 8, width: 8, channels: 3, data }));
  }
  const bytes = new Uint8Array(200 * 192).map((_, i) => (i * i) % 251);
  const images = { data: bytes, shape: [200, 8, 8, 3] };
  const files = {
    "bytes.npz": encodeNpz({ images }),
    "two.npz": encodeNpz({ a: images, b: images }),
    "floats.npy": encodeNpy({ ...images, data: Float32Array.from(bytes) }),
    "either.npy": encodeNpy({ ...images, shape: [200, 3, 64, 1] }),
    "rows.npy": encodeNpy({ ...images, shape: [200, 192] }),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(cwd, name), content);
});
afterAll(() => rm(cwd, { recursive: true }));

const run = (argv: readonly string[]): Promise<CliResult> => ganlens(argv, { cwd });
/** Settings that make a step of each preset take no time. */
const quick = ["--steps", "1", "--set", "batchSize=4", "samples=4"];
const dcgan = ["train", "dcgan", ...quick, "generator.width=2", "discriminator.width=2"];
const mlp = ["train", "mlp-gan", ...quick, "generator.widths=[8]", "discriminator.widths=[8]"];
const pictures = ["--data", "pictures"];

interface Situation {
  readonly argv: readonly string[];
  /** How the call ends: 2 unless told, 1 where it is the data that do not say enough. */
  readonly code?: number;
  /** A part of the hint. */
  readonly hint: string;
  /** Calls that do what the hint says, each of which must work. */
  readonly follow: readonly (readonly string[])[];
}

const situations: Readonly<Record<string, Situation>> = {
  "a size without a folder": {
    argv: [...mlp, "--size", "10"],
    hint: "Name the folder with --data FOLDER",
    follow: [[...mlp, "--size", "10", ...pictures]],
  },
  "a mistyped name of data": {
    argv: [...mlp, "--data", "digits-8x9"],
    hint: 'Did you mean "digits-8x8"? Check the path, or see: ganlens list datasets',
    follow: [
      [...mlp, "--data", "digits-8x8"],
      ["list", "datasets"],
    ],
  },
  "a file of floats that do not tell their range": {
    argv: [...mlp, "--data", "floats.npy"],
    code: 1,
    hint: "Save them as bytes, or as floats of 0 to 1; in training, --set data.file.range=[0,255] says it, too",
    follow: [
      [...mlp, "data.file.range=[0,255]", "--data", "floats.npy"],
      [...mlp, "--data", "bytes.npz"],
    ],
  },
  "a file that could be read in two ways": {
    argv: [...mlp, "--data", "either.npy"],
    code: 1,
    hint: "in training, --set data.file.layout=nhwc (or nchw) says it, too",
    follow: [
      [...mlp, "data.file.layout=nhwc", "--data", "either.npy"],
      [...mlp, "data.file.layout=nchw", "--data", "either.npy"],
    ],
  },
  "rows of colours": {
    argv: [...mlp, "--data", "rows.npy"],
    code: 1,
    hint: "in training, --set data.file.size=[8,8] data.file.layout=nhwc (or nchw) says it, too",
    follow: [[...mlp, "data.file.size=[8,8]", "data.file.layout=nchw", "--data", "rows.npy"]],
  },
  "an archive with two arrays of images": {
    argv: [...mlp, "--data", "two.npz"],
    code: 1,
    hint: "in training, --set data.file.images=NAME says it, too",
    follow: [[...mlp, "data.file.images=b", "--data", "two.npz"]],
  },
  "a mistyped setting of a file": {
    argv: [...mlp, "data.file.rnge=[0,255]", "--data", "bytes.npz"],
    hint: 'Did you mean "data.file.range"?',
    follow: [[...mlp, "data.file.range=[0,255]", "--data", "bytes.npz"]],
  },
  "a size for a file": {
    argv: [...mlp, "--data", "bytes.npz", "--size", "10"],
    hint: "Name the folder with --data FOLDER; files of images and other data keep the size that they have",
    follow: [
      [...mlp, "--data", "bytes.npz"],
      [...mlp, "--data", "pictures", "--size", "10"],
    ],
  },
  "data of a size that a network does not have": {
    argv: [...dcgan, "--data", "digits-8x8"],
    hint: "Take the preset mlp-gan",
    follow: [[...mlp, "--data", "digits-8x8"]],
  },
  "a folder brought to such a size": {
    argv: [...dcgan, ...pictures, "--size", "42"],
    hint: "bring a folder of images to another size: --size 32",
    follow: [[...dcgan, ...pictures, "--size", "32"]],
  },
  "images that are not square": {
    argv: [...dcgan, ...pictures, "--size", "32x48"],
    hint: "Take the preset mlp-gan, which follows any shape, or make the images square: --size 32",
    follow: [
      [...mlp, ...pictures, "--size", "32x48"],
      [...dcgan, ...pictures, "--size", "32"],
    ],
  },
  "a setting that follows the data": {
    argv: [...dcgan, ...pictures, "--set", "generator.channels=1"],
    hint: "Leave generator.channels out: it follows the data. For a folder of images, --size and --channels say",
    follow: [
      [...dcgan, ...pictures],
      [...dcgan, ...pictures, "--channels", "1"],
    ],
  },
  "a mistyped setting of a folder": {
    argv: [...mlp, ...pictures, "--set", "data.folder.chanels=1"],
    hint: 'Did you mean "data.folder.channels"?',
    follow: [[...mlp, ...pictures, "--set", "data.folder.channels=1"]],
  },
  "two answers to one question": {
    argv: [...mlp, ...pictures, "--channels", "1", "--set", "data.folder.channels=3"],
    hint: "Leave one of them out",
    follow: [[...mlp, ...pictures, "--set", "data.folder.channels=3"]],
  },
  "--allow-change for a new run": {
    argv: [...mlp, ...pictures, "--allow-change"],
    hint: "Leave it out",
    follow: [[...mlp, ...pictures]],
  },
  "classes where there are none": {
    argv: [...dcgan, ...pictures, "--set", "conditional=true"],
    hint: "Set conditional=false",
    follow: [[...dcgan, ...pictures, "--set", "conditional=false"]],
  },
};

test.each(Object.entries(situations))(
  "the hint for %s leads on",
  async (_, { argv, code = 2, hint, follow }) => {
    const refused = await run(argv);
    expect(refused.code).toBe(code);
    expect(refused.stderr).toContain(hint);
    await expectKnown(argv[0] as string, refused.stderr);
    for (const next of follow) expect(await run(next)).toMatchObject({ code: 0, stderr: "" });
  },
);

/** Every option in a text is one of the command, and every command that it names is there. */
async function expectKnown(command: string, text: string): Promise<void> {
  const { stdout: help } = await run([command, "--help"]);
  for (const option of text.match(/--[a-z-]+/g) ?? []) expect(help).toContain(`${option} `);
  for (const [, named = ""] of text.matchAll(/ganlens ([a-z]+)/g)) {
    expect((await run([named, "--help"])).code).toBe(0);
  }
}
