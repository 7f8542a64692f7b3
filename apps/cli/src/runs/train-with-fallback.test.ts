import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BackendName, limitMemory } from "@ganlens/backend";
import { BackendUnavailableError, type RunRecord } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openEngine } from "../engine/open-engine.ts";
import type { CliEvent } from "../reporters/cli-event.ts";
import { testIo } from "../testdata/test-io.ts";
import { startRun } from "./start-run.ts";
import { trainWithFallback } from "./train-with-fallback.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "ganlens-fallback-"));
});
afterEach(() => rm(cwd, { recursive: true }));

const layers = [
  {
    origin: "set" as const,
    values: {
      data: "digits-8x8",
      generator: { latent: 4, widths: [8] },
      discriminator: { widths: [8] },
      batchSize: 8,
      samples: 4,
      schedule: { totalSteps: 8, checkpointEvery: 3, snapshots: 2, logEvery: 1 },
    },
  },
];

/** What happens to the backend when the checkpoint of step 3 is saved. */
const breaks = () => {
  vi.spyOn(tf.backend(), "read").mockRejectedValue(new Error("memory access out of bounds"));
};
const memoryEnds = () => {
  limitMemory(tf, { bytes: 1 });
};

/** Trains on wasm, which then fails. */
async function trainOnFailingWasm(
  fail: () => void,
  openOther: (name: BackendName) => ReturnType<typeof openEngine>,
) {
  const io = testIo({ cwd });
  const events: CliEvent[] = [];
  const report = (event: CliEvent) => {
    events.push(event);
    if (event.type === "checkpoint-saved" && event.step === 3) fail();
  };
  const run = await startRun({
    preset: "mlp-gan",
    layers,
    out: "run",
    openEngine: () => openEngine({ require: "wasm" }),
    io,
    reporter: { report, close: () => {} },
  });
  try {
    await trainWithFallback({
      run,
      io,
      reporter: { report, close: () => {} },
      openEngine: openOther,
    });
  } finally {
    vi.restoreAllMocks();
    await tf.setBackend("wasm");
    limitMemory(tf);
  }
  return events;
}

const record = async (): Promise<RunRecord> =>
  JSON.parse(await readFile(join(cwd, "run", "run.json"), "utf8")) as RunRecord;

test("a backend that fails while running is replaced by one that works, from the last checkpoint on", async () => {
  const tried: BackendName[] = [];
  const events = await trainOnFailingWasm(breaks, async (name) => {
    tried.push(name);
    if (name === "node") throw new BackendUnavailableError({ message: "Not here." });
    return openEngine({ require: name });
  });
  expect(tried).toEqual(["node", "cpu"]);
  const notes = events.flatMap((event) => (event.type === "note" ? [event.text] : []));
  expect(notes.join("\n")).toMatch(/wasm.*Going on with cpu\./s);
  expect(notes.join("\n")).toContain("it began on wasm and goes on on cpu");
  expect(await record()).toMatchObject({
    state: "finished",
    backend: { name: "cpu" },
    training: { step: 8 },
  });
  const lines = (await readFile(join(cwd, "run", "metrics.ndjson"), "utf8")).trim().split("\n");
  expect(lines.map((line) => (JSON.parse(line) as { step: number }).step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test("without another one the failure stands", async () => {
  await expect(
    trainOnFailingWasm(breaks, async () => {
      throw new BackendUnavailableError({ message: "Not here." });
    }),
  ).rejects.toThrow(/wasm|memory/);
  expect((await record()).state).not.toBe("finished");
});

test("after a want of memory it does not go on where memory has no ceiling", async () => {
  const tried: BackendName[] = [];
  const failed = trainOnFailingWasm(memoryEnds, async (name) => {
    tried.push(name);
    return openEngine({ require: name });
  });
  await expect(failed).rejects.toMatchObject({
    code: "backend-unavailable",
    message: expect.stringMatching(/Expected wasm tensors to stay within .* Lost: step 4/),
    hint: expect.stringMatching(
      /--fallback does not go on on node or cpu, .*resume with --backend node or cpu/,
    ),
  });
  expect(tried).toEqual([]);
  expect(await record()).toMatchObject({ state: "failed", training: { step: 3 } });
  // What was saved before is there to go on from.
  expect((await readdir(join(cwd, "run", "checkpoints"))).sort()).toEqual(["step-000000", "step-000003"]);
});
