import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { LensResult } from "../contracts/lens-result.ts";
import { FolderRunStore } from "../node/folder-run-store.ts";
import { MemoryRunStore } from "../store/memory-run-store.ts";
import type { RunReader } from "../store/run-store.ts";
import { answerStanding, standingNotes } from "./answer-standing.ts";
import { readRun } from "./read-run.ts";
import type { RunFingerprints } from "./run-fingerprints.ts";
import { runLayout } from "./run-layout.ts";

const stored = (name: string) =>
  new FolderRunStore(fileURLToPath(new URL(`../../testdata/${name}`, import.meta.url)));

/** A copy of a committed run that can be changed; weights are left out, so that nothing can have read them. */
async function copyOf(name: string): Promise<MemoryRunStore> {
  const from = stored(name);
  const paths = (await from.list()).filter((path) => !path.endsWith("weights.bin"));
  const files = await Promise.all(paths.map(async (path) => [path, await from.read(path)] as const));
  return new MemoryRunStore(name, files);
}

const json = async (store: RunReader, path: string) =>
  JSON.parse(new TextDecoder().decode(await store.read(path)));
const write = (store: MemoryRunStore, path: string, value: unknown) =>
  store.write(path, new TextEncoder().encode(JSON.stringify(value)));
const first = async (store: RunReader) => {
  const contents = await readRun(store);
  const result = contents.results[0] as LensResult;
  return { ...answerStanding(result, contents), notes: contents.notes };
};

describe("answerStanding, of committed runs whose answers lenses made", () => {
  it.each(["run-v2", "run-v2-imported"])("finds every answer of %s to be of its generator", async (name) => {
    const contents = await readRun(await copyOf(name));
    expect(contents.results.length).toBeGreaterThan(0);
    for (const result of contents.results) {
      expect(contents.fingerprints?.now).toBe(result.fingerprint);
      expect(answerStanding(result, contents).kind).toBe("current");
    }
    expect(contents.notes).toEqual([]);
  });

  it("says of which step an answer is once training has gone on, and how to ask again", async () => {
    const store = await copyOf("run-v2");
    const record = await json(store, "run.json");
    await write(store, "run.json", { ...record, training: { ...record.training, step: 16, totalSteps: 16 } });
    const manifest = await json(store, runLayout.manifest(8));
    const weights = { ...manifest.files["generator/weights.bin"], sha256: "a".repeat(64) };
    const files = { ...manifest.files, "generator/weights.bin": weights };
    await write(store, runLayout.manifest(16), { ...manifest, step: 16, files });
    expect(await first(store)).toMatchObject({
      kind: "earlier",
      label: "made from step 8 of 16",
      sentence: "Made from step 8 of 16; the generator is of step 16 now.",
      advice: "Ask again: ganlens explain RUN --lens distance",
      notes: [
        "The answers of distance, reconstruction, compression, identifiability were made from step 8 of 16. Ask again: ganlens explain RUN --lens distance reconstruction compression identifiability",
      ],
    });
    // A resumed run removes the checkpoint that it went on from.
    await store.remove(runLayout.manifest(8));
    const gone = await first(store);
    expect(gone).toMatchObject({ kind: "earlier", label: "made from step 8 of 16" });
    expect(gone.sentence).toMatch(/No checkpoint of that step is left/);
  });

  it("tells another run's answer, at the same step and at an earlier one that is there", async () => {
    for (const step of [8, 4]) {
      const store = await copyOf("run-v2");
      const result = await json(store, "lenses/distance/result.json");
      await write(store, "lenses/distance/result.json", { ...result, fingerprint: "b".repeat(64), step });
      expect(await first(store)).toMatchObject({
        kind: "other",
        label: "of another generator",
        notes: [
          "The answer of distance is of another generator. Ask again: ganlens explain RUN --lens distance",
        ],
      });
    }
  });

  it("tells a run of version 1, and answers without a run, from those that are known", async () => {
    const old = await first(await copyOf("run-v1"));
    expect(old).toMatchObject({ kind: "unknown", advice: expect.stringMatching(/--lens distance$/) });
    expect(old.notes).toHaveLength(1);
    const alone = await copyOf("run-v2");
    await alone.remove("run.json");
    expect(await first(alone)).toMatchObject({
      kind: "unknown",
      sentence: expect.stringMatching(/no run\.json/),
    });
  });
});

const fingerprints: RunFingerprints = {
  now: "z",
  step: 60,
  at: new Map([
    [60, "z"],
    [30, "y"],
    [10, null],
  ]),
};
const result = { lens: "distance", fingerprint: "z", step: 60 } as LensResult;
const standing = (change: Partial<LensResult>) =>
  answerStanding({ ...result, ...change }, { record: {}, fingerprints, run: "runs/mine" });

describe("answerStanding", () => {
  it("takes an answer that was asked of an earlier step for what it is", () => {
    const asked = { earlier: 30, step: 30 };
    expect(standing({ ...asked, fingerprint: "y" })).toMatchObject({
      kind: "current",
      label: expect.stringMatching(/step 30/),
    });
    expect(standing({ ...asked, fingerprint: "x" })).toMatchObject({
      kind: "other",
      advice: "Ask again: ganlens explain runs/mine --lens distance --checkpoint 30",
    });
  });

  it("says what cannot be checked: a step without a checkpoint, one that cannot be read", () => {
    expect(standing({ fingerprint: "x", step: 90 })).toMatchObject({
      kind: "unknown",
      label: expect.stringMatching(/step 90/),
    });
    expect(standing({ fingerprint: "x", step: 10 })).toMatchObject({ kind: "unknown" });
    expect(standing({ fingerprint: "x", step: 5 })).toMatchObject({ kind: "earlier" });
  });

  it("names the data anew that an answer compared with", () => {
    const { advice } = standing({ fingerprint: "x", against: { name: "theirs", sha256: "c".repeat(64) } });
    expect(advice).toMatch(/ --compare-with DATA$/);
  });

  it("has no note where all answers are of this generator", () => {
    expect(standingNotes([result], { record: {}, fingerprints })).toEqual([]);
  });
});
