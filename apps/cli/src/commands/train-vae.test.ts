import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ganlens } from "../testdata/test-io.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-vae-"));
});
afterAll(() => rm(cwd, { recursive: true }));

const small = [
  "data=digits-8x8",
  "encoder.latent=3",
  "encoder.widths=[16]",
  "generator.latent=3",
  "generator.widths=[16]",
  "autoencoder.codes=[2,4]",
  "autoencoder.width=8",
  "schedule.totalSteps=60",
  "schedule.sampleEvery=30",
  "schedule.checkpointEvery=30",
  "samples=9",
];

test("a variational autoencoder is trained, and its decoder is explained, drawn from and projected to by its own encoder", async () => {
  const trained = await ganlens(["train", "vae", "--set", ...small, "--out", "run"], { cwd });
  expect([trained.code, trained.stderr]).toEqual([0, expect.any(String)]);
  const record = JSON.parse(await readFile(join(cwd, "run/run.json"), "utf8"));
  expect(record.subject).toMatchObject({
    generator: { folder: "generator" },
    encoder: { folder: "encoder", output: 0 },
  });
  const lenses = ["identifiability", "distance"];
  const explained = await ganlens(
    ["explain", "run", "--lens", ...lenses, "--effort", "glance", "--threads", "1"],
    { cwd },
  );
  expect([explained.code, explained.stderr]).toEqual([0, expect.any(String)]);
  expect(explained.stdout).toContain("Which of the noise inputs can be read back");
  expect((await ganlens(["generate", "run", "--count", "2", "--out", "drawn"], { cwd })).code).toBe(0);
  const projected = await ganlens(["project", "run", "drawn/0000.png", "--steps", "2"], { cwd });
  expect([projected.code, projected.stdout]).toEqual([0, expect.stringContaining("at its encoder's code")]);
});

test.each([
  ["aae", ["discriminator.dimensions=3", "discriminator.widths=[8]"]],
  ["factor-vae", ["discriminator.dimensions=3", "discriminator.widths=[8]"]],
  ["wae", []],
])(
  "%s is trained, and its decoder is explained and projected to by its own encoder",
  async (preset, more) => {
    const trained = await ganlens(["train", preset, "--set", ...small, ...more, "--out", preset], { cwd });
    expect([trained.code, trained.stderr]).toEqual([0, expect.any(String)]);
    const explained = await ganlens(
      ["explain", preset, "--lens", "identifiability", "--effort", "glance", "--threads", "1"],
      { cwd },
    );
    expect([explained.code, explained.stderr]).toEqual([0, expect.any(String)]);
    expect(explained.stdout).toContain("Which of the noise inputs can be read back");
    const drawn = `${preset}-drawn`;
    expect((await ganlens(["generate", preset, "--count", "1", "--out", drawn], { cwd })).code).toBe(0);
    const projected = await ganlens(["project", preset, `${drawn}/0000.png`, "--steps", "2"], { cwd });
    expect([projected.code, projected.stdout]).toEqual([0, expect.stringContaining("at its encoder's code")]);
  },
);
