import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeIdx, encodePng } from "@ganlens/core";
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
  const images = encodeIdx({ data: new Uint8Array(40 * 64).map((_, i) => i % 251), shape: [40, 8, 8] });
  await writeFile(join(cwd, "toys.idx"), images);
  const labels = encodeIdx({ data: new Uint8Array(40).map((_, i) => i % 2), shape: [40] });
  await writeFile(join(cwd, "labels.idx"), labels);
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
  "a file instead of a folder": {
    argv: [...mlp, "--data", "toys.idx"],
    hint: "--set data.idx.images=FILE data.idx.labels=FILE",
    follow: [[...mlp, "--set", "data.idx.images=toys.idx", "data.idx.labels=labels.idx"]],
  },
  "data of a size that a network does not have": {
    argv: [...dcgan, "--data", "digits-8x8"],
    hint: "Take the preset mlp-gan",
    follow: [[...mlp, "--data", "digits-8x8"]],
  },
  "a folder brought to such a size": {
    argv: [...dcgan, ...pictures, "--size", "40"],
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

test.each(Object.entries(situations))("the hint for %s leads on", async (_, { argv, hint, follow }) => {
  const refused = await run(argv);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain(hint);
  await expectKnown(argv[0] as string, refused.stderr);
  for (const next of follow) expect(await run(next)).toMatchObject({ code: 0, stderr: "" });
});

/** Every option in a text is one of the command, and every command that it names is there. */
async function expectKnown(command: string, text: string): Promise<void> {
  const { stdout: help } = await run([command, "--help"]);
  for (const option of text.match(/--[a-z-]+/g) ?? []) expect(help).toContain(`${option} `);
  for (const [, named = ""] of text.matchAll(/ganlens ([a-z]+)/g)) {
    expect((await run([named, "--help"])).code).toBe(0);
  }
}
