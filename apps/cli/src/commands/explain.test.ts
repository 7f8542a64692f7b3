import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type CliResult, ganlens, tinyGan } from "../testdata/test-io.ts";

let trained: string;
let cwd: string;
beforeAll(async () => {
  trained = await mkdtemp(join(tmpdir(), "ganlens-trained-"));
  const { code } = await ganlens(["train", ...tinyGan, "--steps", "4", "--out", "run"], { cwd: trained });
  expect(code).toBe(0);
});
afterAll(() => rm(trained, { recursive: true }));
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-explain-"));
  await cp(join(trained, "run"), join(cwd, "run"), { recursive: true });
});
afterEach(() => rm(cwd, { recursive: true }));

const call = (...argv: readonly string[]): Promise<CliResult> => ganlens(argv, { cwd });
const inRun = (path: string) => join(cwd, "run", path);

test("asks a lens, prints its answer, and writes the report", async () => {
  const { code, stdout, stderr } = await call("explain", "run", "--lens", "distance");
  expect([code, stderr]).toEqual([0, ""]);
  const result = JSON.parse(await readFile(inRun("lenses/distance/result.json"), "utf8")) as {
    question: string;
    answer: string;
  };
  const text = stdout.replaceAll(/\s+/g, " ");
  expect(text).toContain(result.question);
  expect(text).toContain(result.answer.replaceAll(/\s+/g, " "));
  expect(text).toMatch(/95 % interval .* floor .* control /);
  expect(stdout).toContain("Report   run/report.html");
  expect(await readFile(inRun("report.html"), "utf8")).toContain('id="lens-distance"');
});

test("json has the answer as an event", async () => {
  const { stdout } = await call("explain", "run", "--lens", "distance", "--log", "json");
  const events = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { type: string; lens?: string; answer?: string });
  expect(events.find(({ type }) => type === "answer")).toMatchObject({
    lens: "distance",
    answer: expect.any(String),
  });
  expect(events.at(-1)).toMatchObject({ type: "summary", report: "run/report.html" });
});

test("an answer of a greater effort stays, unless it may be replaced", async () => {
  const asked = ["explain", "run", "--lens", "distance"];
  expect((await call(...asked)).code).toBe(0);
  const path = inRun("lenses/distance/result.json");
  const greater = (await readFile(path, "utf8")).replace('"effort": "quick"', '"effort": "normal"');
  await writeFile(path, greater);
  const refused = await call(...asked);
  expect(refused.code).toBe(2);
  expect(refused.stderr.replaceAll(/\s+/g, " ")).toMatch(/distance \(effort "normal"\).*--replace/);
  expect(await readFile(path, "utf8")).toBe(greater);
  expect((await call(...asked, "--replace")).code).toBe(0);
  expect(await readFile(path, "utf8")).toContain('"effort": "quick"');
});

test("an unknown lens is a wrong call", async () => {
  const { code, stderr } = await call("explain", "run", "--lens", "compresion");
  expect(code).toBe(2);
  expect(stderr).toContain("compression");
});

test("stopping keeps what is finished, and still writes the report", async () => {
  const controller = new AbortController();
  controller.abort();
  const stopped = await ganlens(["explain", "run", "--lens", "distance"], { cwd, signal: controller.signal });
  expect(stopped.code).toBe(130);
  expect(stopped.stderr).toMatch(
    /^Explaining was stopped.*\nGo on with: ganlens explain run --lens distance\n$/,
  );
  expect(await readFile(inRun("report.html"), "utf8")).toContain("ganlens report");
});

test("a lens that is stopped goes on where it was, by the call that the hint says", async () => {
  const first = await stoppedInTraining(["explain", "run", "--lens", "identifiability", "--seed", "3"]);
  const [share = Number.NaN] = first.shares;
  expect(share).toBeGreaterThan(0);
  const kept = async () => (await readdir(inRun("cache/unfinished"), { recursive: true })).sort();
  expect((await kept()).at(-1)).toMatch(/checkpoints\/step-00002[56]\/watch\.json$/);
  const [, hint = ""] = /where it stopped\.\nGo on with: ganlens (.*)\n$/.exec(first.stderr) ?? [];
  expect(hint).toBe("explain run --lens identifiability --seed 3");
  const second = await stoppedInTraining(hint.split(" "));
  // No share of the first 25 steps: they were not taken again.
  expect(second.shares).toEqual([expect.closeTo(2 * share, 2)]);
  expect((await kept()).at(-1)).toMatch(/checkpoints\/step-00005[01]\/watch\.json$/);
});

/** Asks, and stops at the first sign of an autoencoder in training; gives the shares of that training that were seen. */
async function stoppedInTraining(
  argv: readonly string[],
): Promise<{ readonly shares: readonly number[]; readonly stderr: string }> {
  const controller = new AbortController();
  const shares: number[] = [];
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      const event = JSON.parse(String(chunk)) as { stage?: string; done?: number };
      if (event.stage?.startsWith("training an autoencoder")) {
        shares.push(Math.round(((event.done ?? 0) - 0.05) * 2000) / 1000);
        controller.abort();
      }
      done();
    },
  });
  const { code, stderr } = await ganlens([...argv, "--log", "json"], {
    cwd,
    stdout,
    signal: controller.signal,
  });
  expect(code).toBe(130);
  return { shares, stderr };
}

const damages: readonly (readonly [string, string, RegExp, () => Promise<unknown>])[] = [
  ["a missing folder", "nowhere", /Expected .*found nothing( at nowhere)?\./, async () => {}],
  [
    "a file",
    "file",
    /Expected .*(found a file|file is a file of another kind)\./,
    () => writeFile(join(cwd, "file"), ""),
  ],
  [
    "a folder without run.json",
    "empty",
    /Expected run\.json(, model\.json or images)? in empty, found none/,
    () => mkdir(join(cwd, "empty")),
  ],
  [
    "a truncated run.json",
    "run",
    /it is not JSON/,
    async () => writeFile(inRun("run.json"), (await readFile(inRun("run.json"))).subarray(0, 500)),
  ],
  [
    "a run of a newer schema",
    "run",
    /schema version 3.*\n.*newer ganlens/,
    async () => {
      const text = await readFile(inRun("run.json"), "utf8");
      await writeFile(inRun("run.json"), text.replace('"schemaVersion": 2', '"schemaVersion": 3'));
    },
  ],
];

test.each(damages)("%s is told with a hint", async (_name, run, said, damage) => {
  await damage();
  for (const argv of [
    ["explain", run, "--lens", "distance"],
    ["report", run],
    ["train", "--resume", run],
  ]) {
    const { code, stderr, stdout } = await call(...argv);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(said);
    expect(stderr.trimEnd().split("\n").length).toBeGreaterThan(1);
  }
});

test.each([
  ["truncated", (bytes: Buffer) => bytes.subarray(0, bytes.length - 8)],
  ["tampered", (bytes: Buffer) => Buffer.from(bytes.map((byte, i) => (i === 5 ? byte ^ 1 : byte)))],
])("a %s checkpoint is told, and the run stays readable", async (_name, damage) => {
  const weights = inRun("checkpoints/step-000004/generator/weights.bin");
  await writeFile(weights, damage(await readFile(weights)));
  const { code, stderr } = await call("explain", "run", "--lens", "distance");
  expect(code).toBe(1);
  expect(stderr).toMatch(/step-000004\/generator\/weights\.bin.*it was truncated or changed/);
  expect((await call("report", "run")).code).toBe(0);
});

test("the report can go elsewhere, but not over a folder", async () => {
  expect((await call("report", "run", "--out", "elsewhere.html")).code).toBe(0);
  expect(await readFile(join(cwd, "elsewhere.html"), "utf8")).toContain("</html>");
  const folder = await call("report", "run", "--out", "run");
  expect(folder).toMatchObject({ code: 1, stderr: expect.stringContaining("is a folder") });
});
