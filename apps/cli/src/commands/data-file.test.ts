import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeIdx, encodeNpy, encodeNpz, type RunRecord } from "@ganlens/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CliResult, ganlens } from "../testdata/test-io.ts";

let cwd: string;
const count = 240;
const images = {
  data: new Uint8Array(count * 64).map((_, i) => (Math.imul(i, 2_654_435_761) >>> 13) % 256),
  shape: [count, 8, 8],
};
const labels = { data: new Uint8Array(count).map((_, i) => (i % 2) + 4), shape: [count] };
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-data-file-"));
  await mkdir(join(cwd, "idx"));
  const files = {
    "toys.npz": encodeNpz({ images, labels }),
    "idx/toys-images-idx3-ubyte": encodeIdx(images),
    "idx/toys-labels-idx1-ubyte": encodeIdx(labels),
    "unseen.npy": encodeNpy({ ...images, data: images.data.slice().reverse() }),
    "samples.npz": encodeNpz({ x: { ...images, data: images.data.map((value) => value ^ 1) } }),
  };
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(cwd, name), bytes);
});
afterAll(() => rm(cwd, { recursive: true }));

const call = (...argv: readonly string[]): Promise<CliResult> => ganlens(argv, { cwd });
const record = async (run: string): Promise<RunRecord> =>
  JSON.parse(await readFile(join(cwd, run, "run.json"), "utf8")) as RunRecord;
const tiny = [
  ...["--steps", "1", "--set", "generator.latent=4", "generator.widths=[8]"],
  ...["discriminator.widths=[8]", "batchSize=8", "samples=4", "schedule.snapshots=2"],
];
const train = (data: string, out: string) => call("train", "mlp-gan", ...tiny, "--data", data, "--out", out);

test("an npz is trained on, found again, and found at another place", async () => {
  const { code, stdout, stderr } = await train("toys.npz", "run");
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/Data {5}toys: 8 × 8 × 1, 2 classes, 192 train, 48 held-out/);
  expect(stdout).toContain("Note: 2 classes: 4, 5.");
  const { training } = await record("run");
  expect(training?.config.data).toEqual({ file: { path: join(cwd, "toys.npz") } });
  expect(training?.dataset.classes).toEqual(["4", "5"]);
  const explained = await call("explain", "run", "--lens", "distance");
  expect([explained.code, explained.stderr]).toEqual([0, ""]);
  expect(explained.stdout).toContain(`are opened now: ${join(cwd, "toys.npz")}`);
  expect((await call("report", "run", "--no-training-images")).code).toBe(0);
  expect(await readFile(join(cwd, "run", "report.html"), "utf8")).not.toContain(cwd);

  await rename(join(cwd, "toys.npz"), join(cwd, "moved.npz"));
  const moved = await call("explain", "run", "--lens", "distance", "--data", "moved.npz");
  expect([moved.code, moved.stderr]).toEqual([0, ""]);
  const other = await call("explain", "run", "--lens", "distance", "--data", "unseen.npy");
  expect(other).toMatchObject({ code: 1, stderr: expect.stringMatching(/--compare-with/) });
  const compared = await call("explain", "run", "--lens", "distance", "--compare-with", "unseen.npy");
  expect([compared.code, compared.stderr]).toEqual([0, ""]);
});

test("IDX images have their labels beside them, also at another place", async () => {
  const { code, stdout, stderr } = await train("idx/toys-images-idx3-ubyte", "idx-run");
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("Note: Labels are read from toys-labels-idx1-ubyte.");
  const { training } = await record("idx-run");
  const [path, beside] = ["images-idx3", "labels-idx1"].map((kind) => join(cwd, "idx", `toys-${kind}-ubyte`));
  expect(training?.config.data).toEqual({ file: { path, labels: beside } });
  await rename(join(cwd, "idx"), join(cwd, "there"));
  const moved = await call(
    "explain",
    "idx-run",
    "--lens",
    "distance",
    "--data",
    "there/toys-images-idx3-ubyte",
  );
  expect([moved.code, moved.stderr]).toEqual([0, ""]);
  expect(moved.stdout).not.toContain("are opened now");
});

test("samples are compared with files", async () => {
  const argv = [
    "--samples",
    "samples.npz",
    "--data",
    "unseen.npy",
    "--held-out",
    "moved.npz",
    "--out",
    "samples",
  ];
  const { code, stdout, stderr } = await call("explain", "--lens", "distance", ...argv);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("moved: 2 classes: 4, 5.");
  const { subject } = await record("samples");
  expect([subject.data?.source, subject.heldOut?.source]).toEqual([
    { file: { path: join(cwd, "unseen.npy") } },
    { file: { path: join(cwd, "moved.npz") } },
  ]);
});
