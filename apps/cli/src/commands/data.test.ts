import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodePng, encodeNpz } from "@ganlens/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CliResult, ganlens, tinyGan } from "../testdata/test-io.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-data-"));
});
afterAll(() => rm(cwd, { recursive: true }));
const call = (...argv: readonly string[]): Promise<CliResult> => ganlens(argv, { cwd });

const planted = {
  procedural: {
    name: "sprites",
    size: 16,
    count: 300,
    heldOut: 100,
    missing: [{ shape: ["heart"], x: { above: 0 } }],
  },
};

test("describes a named set, and writes its contact sheet and mean", async () => {
  const { code, stdout, stderr } = await call("data", "describe", "digits-8x8", "--out", "pictures");
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^Data {7}digits-8x8$/m);
  expect(stdout).toMatch(/^Split {6}train: 1438$/m);
  expect(stdout).toMatch(/^Classes {4}held-out: 0 \d+, 1 \d+/m);
  expect(stdout).toMatch(/^Shared {5}nothing across splits$/m);
  expect(stdout).toMatch(/^Licence {4}quoted elsewhere as CC BY 4\.0/m);
  expect((await readdir(join(cwd, "pictures"))).sort()).toEqual([
    "digits-8x8-contact-sheet.png",
    "digits-8x8-mean.png",
  ]);
  expect(decodePng(await readFile(join(cwd, "pictures", "digits-8x8-mean.png")))).toMatchObject({
    width: 33,
    height: 33,
  });
});

test("describes JSON, a configuration's file, a file of images and points", async () => {
  const one = await call("data", "describe", JSON.stringify(planted), "--no-pictures", "--json");
  expect([one.code, one.stderr]).toEqual([0, ""]);
  const found = JSON.parse(one.stdout);
  expect(found).toMatchObject({
    info: { name: "sprites-16-gap" },
    splits: { train: { count: 300 } },
    shared: [],
    files: [],
  });
  expect(found.notes).toEqual(["Never drawn: shape heart and x above 0 px."]);

  const transformed = { from: planted, transforms: [{ name: "subset", count: 50 }] };
  await writeFile(join(cwd, "experiment.json"), JSON.stringify({ data: transformed }));
  const two = await call("data", "describe", "experiment.json");
  expect(two.stdout).toMatch(/^Split {6}train: 50$/m);
  expect(two.stdout).toMatch(/^Wrote {6}sprites-16-gap-subset-contact-sheet\.png \(train;/m);

  const images = {
    data: new Uint8Array(240 * 64).map((_, i) => Math.floor(i / 128) % 256),
    shape: [240, 8, 8],
  };
  await writeFile(join(cwd, "twins.npz"), encodeNpz({ images }));
  const three = await call("data", "describe", "twins.npz", "--no-pictures");
  expect(three.stdout).toMatch(/^Duplicates \d+ within train, \d+ within held-out$/m);
  expect((await call("data", "describe", "ring-8")).stdout).not.toContain("Wrote");
});

test("trains on what is described, and finds it again", async () => {
  const trained = await call(
    "train",
    ...tinyGan.map((each) =>
      each.startsWith("data=")
        ? `data=${JSON.stringify({ from: planted, transforms: [{ name: "resize", size: [8, 8] }] })}`
        : each,
    ),
    "--steps",
    "2",
    "--out",
    "run",
  );
  expect([trained.code, trained.stderr]).toEqual([0, ""]);
  const record = JSON.parse(await readFile(join(cwd, "run", "run.json"), "utf8"));
  expect(record.training.dataset).toMatchObject({
    name: "sprites-16-gap-resize",
    shape: [8, 8, 1],
    splits: { train: 300, "held-out": 100 },
  });
  const more = await call("train", "run", "--more", "2");
  expect([more.code, more.stderr]).toEqual([0, ""]);
  const explained = await call("explain", "run", "--lens", "distance");
  expect([explained.code, explained.stderr]).toEqual([0, ""]);
});

test("says what is wrong with a name, JSON, a transform and a gap", async () => {
  for (const [data, words] of [
    ["digit-8x8", /Did you mean "digits-8x8"/],
    ["{ not json", /to hold JSON/],
    ['{"from":"mnist-5k"}', /to list "transforms"/],
    ['{"from":"mnist-5k","transforms":[{"name":"subet","count":5}]}', /Did you mean "subset"/],
    [
      '{"from":"mnist-5k","transforms":[{"name":"subset","count":-5}]}',
      /the transform subset in the JSON.*count/,
    ],
    ['{"procedural":{"name":"sprites","missing":[{"shape":["hart"]}]}}', /Did you mean "heart"/],
    ['{"procedural":{"name":"spirals"}}', /procedural data in the JSON.*name/],
  ] as const) {
    const { code, stderr } = await call("data", "describe", data);
    expect(stderr).toMatch(words);
    expect(code).toBeGreaterThan(0);
  }
});
