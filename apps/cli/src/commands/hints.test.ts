import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodePng } from "@ganlens/core";
import { Command } from "commander";
import { afterAll, beforeAll, expect, test } from "vitest";
import { onnxModel } from "../testdata/onnx-model.ts";
import { type CliResult, ganlens, testIo, tinyGan } from "../testdata/test-io.ts";
import { commands } from "./registry.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-every-hint-"));
  const argv = ["train", ...tinyGan, "--steps", "2", "--out", "run"];
  expect(await ganlens(argv, { cwd })).toMatchObject({ code: 0 });
  const data = new Uint8Array(9 * 9);
  await writeFile(join(cwd, "nine.png"), encodePng({ width: 9, height: 9, channels: 1, data }));
  const samples = ["generate", "run", "--count", "12", "--out", "samples.npz"];
  expect(await ganlens(samples, { cwd })).toMatchObject({ code: 0 });
});
afterAll(() => rm(cwd, { recursive: true }));

const call = (argv: readonly string[]): Promise<CliResult> => ganlens(argv, { cwd });

/** Every option of every command, as the program defines them. */
const options = new Map(
  commands.map(({ name, define }) => {
    const command = new Command(name);
    define(command, testIo({ cwd: tmpdir() }));
    return [name, new Set([...command.options.map(({ long }) => long), "--help", "--debug"])];
  }),
);

interface Situation {
  readonly argv: readonly string[];
  /** A part of the hint. */
  readonly hint: string;
  /** Calls that do what it says, each of which must work. */
  readonly follow?: readonly (readonly string[])[];
}

const conditional = onnxModel("keras-conditional.torch-20");
const unbounded = onnxModel("style-scaled.dynamo-18");

const situations: Readonly<Record<string, Situation>> = {
  "nothing to explain": { argv: ["explain"], hint: "ganlens explain generator.onnx --data mnist-5k" },
  "nothing there": { argv: ["explain", "nowhere"], hint: "ganlens list runs", follow: [["list", "runs"]] },
  "no run to report": { argv: ["report", "nowhere"], hint: "ganlens list runs" },
  "no run to view": { argv: ["view"], hint: "ganlens demo --glance" },
  "a finished run to resume": {
    argv: ["train", "--resume", "run"],
    hint: "ganlens train run --more STEPS",
    follow: [["train", "run", "--more", "1"]],
  },
  "a run folder as a preset": { argv: ["train", "run"], hint: "ganlens train --resume run" },
  "more steps of nothing": { argv: ["train", "--more", "3"], hint: "ganlens list runs" },
  "a run that is there": { argv: ["train", ...tinyGan, "--out", "run"], hint: "ganlens train --resume run" },
  "options of a model beside a run": {
    argv: ["generate", "run", "--latent", "normal:4"],
    hint: "a run says it itself",
    follow: [["generate", "run", "--out", "drawn"]],
  },
  "classes that are not told": {
    argv: ["generate", conditional],
    hint: "--classes 10",
    follow: [["generate", conditional, "--classes", "10", "--out", "classes"]],
  },
  "classes that are not told, when brought": {
    argv: ["import", conditional],
    hint: "--labels 10",
    follow: [["import", conditional, "--labels", "10"]],
  },
  "a range that is not told": {
    argv: ["import", unbounded],
    hint: "--range -1,1",
    follow: [["import", unbounded, "--range", "-1,1"]],
  },
  "another size of the latents": {
    argv: ["import", onnxModel("dcgan-28.torchscript-11"), "--latent", "normal:100"],
    hint: "--latent normal:6",
    follow: [["import", onnxModel("dcgan-28.torchscript-11"), "--latent", "normal:6", "--out", "six"]],
  },
  "a run to bring in": { argv: ["import", "run"], hint: "ganlens explain run" },
  "data for a model's files": {
    argv: ["import", onnxModel("dcgan-28.torchscript-11"), "--data", "mnist-5k", "--out", "kept"],
    hint: "add --as run",
    follow: [
      ["import", onnxModel("dcgan-28.torchscript-11"), "--data", "mnist-5k", "--out", "kept", "--as", "run"],
    ],
  },
  "a picture of another size": {
    argv: ["project", "run", "nine.png"],
    hint: "--fit cover",
    follow: [["project", "run", "nine.png", "--fit", "cover", "--steps", "1"]],
  },
  "samples to draw from": { argv: ["generate", "samples.npz"], hint: "a run folder, an .onnx file" },
  "a grid of numbers": {
    argv: ["generate", "run", "--grid", "--out", "x.npz"],
    hint: "name a .png",
    follow: [["generate", "run", "--grid", "--out", "x.png"]],
  },
  "a series that the shell has taken apart": { argv: ["import", "--series", "a.onnx"], hint: "--series '" },
  "unseen images without others": {
    argv: ["import", unbounded, "--range", "-1,1", "--held-out", "mnist-t10k"],
    hint: "--data",
  },
};

test.each(Object.entries(situations))(
  "%s: the hint leads somewhere",
  async (_name, { argv, hint, follow = [] }) => {
    const { code, stderr } = await call(argv);
    expect(code).not.toBe(0);
    const [, said = ""] = /^[^\n]*\n(.+)$/s.exec(stderr.trimEnd()) ?? [];
    expect(said).toContain(hint);
    assertKnown(said, argv[0] as string);
    for (const next of follow)
      expect(await call(next), next.join(" ")).toMatchObject({ code: 0, stderr: "" });
  },
);

test("every example of the help is a call that is understood", () => {
  for (const { name, examples } of commands) {
    for (const example of examples) {
      const [command, ...words] = example.split(" ");
      expect(command, example).toBe(name);
      for (const word of words.filter((each) => each.startsWith("--"))) {
        expect(options.get(name)?.has(word.split("=")[0] as string), example).toBe(true);
      }
    }
  }
});

/** Every command and option that a hint names is there: an option of the command that it names, else of the one that was called. */
function assertKnown(hint: string, called: string): void {
  for (const part of hint.split(/(?=ganlens [a-z])/)) {
    const [, named] = /^ganlens ([a-z]+)/.exec(part) ?? [];
    if (named !== undefined) expect([...options.keys()], hint).toContain(named);
    for (const [option] of part.matchAll(/--[a-z]+(?:-[a-z]+)*/g)) {
      expect([...(options.get(named ?? called) ?? [])], `${option} in: ${hint}`).toContain(option);
    }
  }
}
