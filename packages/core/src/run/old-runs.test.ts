import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { decodeNpz } from "../codecs/npz.ts";
import { checkpointManifestSchema } from "../contracts/checkpoint-manifest.ts";
import { lensResultSchema } from "../contracts/lens-result-schema.ts";
import { runRecordSchema } from "../contracts/run-record-schema.ts";
import { FolderRunStore } from "../node/folder-run-store.ts";
import { listCheckpoints, openCheckpoint } from "./checkpoint.ts";
import { readRun } from "./read-run.ts";

const place = (name: string) => fileURLToPath(new URL(`../../testdata/${name}`, import.meta.url));
const stored = (name: string) => new FolderRunStore(place(name));
const json = async (path: string): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(place(path), "utf8"));

/** Every file and array that results name is there, and every checkpoint is whole. */
async function expectWhole(name: string) {
  const store = stored(name);
  const contents = await readRun(store);
  for (const { lens, artifacts, evidence, figures } of contents.results) {
    const folder = `lenses/${lens}`;
    for (const { file } of evidence)
      if (file !== undefined) expect(await store.has(`${folder}/${file}`)).toBe(true);
    for (const figure of figures) {
      if (figure.kind === "image-grid") expect(await store.has(`${folder}/${figure.image}`)).toBe(true);
    }
    for (const artifact of artifacts) {
      if (artifact.type === "autoencoder") continue;
      const { arrays } = decodeNpz(await store.read(`${folder}/${artifact.file}`), { source: artifact.file });
      expect(arrays.has(artifact.type === "latents" ? "z" : artifact.array)).toBe(true);
    }
  }
  for (const { model } of contents.autoencoders) {
    expect(await store.has(`models/${model}/model.json`)).toBe(true);
  }
  for (const step of await listCheckpoints(store)) {
    const { manifest, read } = await openCheckpoint(store, step);
    for (const path of Object.keys(manifest.files)) await read(path);
  }
  return contents;
}

describe("a run of schema version 1", () => {
  it("opens, with answers from an unknown generator and artifacts that are there", async () => {
    const { record, results, checkpoints, logged, autoencoders, notes } = await expectWhole("run-v1");
    expect(record).toMatchObject({
      schemaVersion: 2,
      kind: "trained",
      training: { trainer: "gan", step: 8 },
    });
    expect(record?.subject).toMatchObject({ shape: [8, 8, 1], generator: { format: "ganlens" } });
    expect(results.map(({ lens }) => lens)).toEqual(["distance", "reconstruction"]);
    for (const { fingerprint, step } of results) expect([fingerprint, step]).toEqual([null, null]);
    expect(autoencoders.map(({ learned }) => learned).sort()).toEqual(["generated", "real"]);
    expect(checkpoints).toEqual([0, 4, 8]);
    expect(logged).toHaveLength(8);
    expect(notes).toEqual([expect.stringContaining("an unknown one")]);
  });

  it("keeps every value of version 1 under its new place", async () => {
    const first = await json("run-v1/run.json");
    const { training, ...record } = runRecordSchema.parse(first);
    for (const key of ["preset", "config", "origin", "seed", "dataset", "step", "totalSteps", "trainer"]) {
      expect(training?.[key as keyof typeof training]).toEqual(first[key]);
    }
    for (const key of ["name", "state", "versions", "backend"] as const)
      expect(record[key]).toEqual(first[key]);
    // What was brought to the newest form is of the newest form.
    expect(runRecordSchema.parse({ training, ...record })).toEqual({ training, ...record });

    const answer = await json("run-v1/lenses/reconstruction/result.json");
    const upgraded = lensResultSchema.parse(answer);
    for (const key of ["answer", "measures", "figures", "seed", "options"] as const)
      expect(upgraded[key]).toEqual(answer[key]);
    expect(new Set(upgraded.evidence.map(({ id }) => id)).size).toBe(upgraded.evidence.length);
    expect(lensResultSchema.parse(upgraded)).toEqual(upgraded);

    const manifest = await json("run-v1/checkpoints/step-000008/manifest.json");
    const whole = checkpointManifestSchema.parse(manifest);
    expect(whole).toEqual({ ...manifest, schemaVersion: 2 });
    expect("chain" in whole).toBe(false);
  });

  it("is not taken for one of version 2 that lacks what is new, nor the other way round", async () => {
    const first = await json("run-v1/run.json");
    expect(runRecordSchema.safeParse({ ...first, schemaVersion: 2 }).success).toBe(false);
    const second = await json("run-v2/run.json");
    expect(runRecordSchema.safeParse({ ...second, schemaVersion: 1 }).success).toBe(false);
    expect(runRecordSchema.safeParse({ ...first, trainer: "sorcery" }).success).toBe(false);
    expect(
      runRecordSchema.safeParse({
        ...second,
        training: { ...(second.training as object), trainer: "sorcery" },
      }).success,
    ).toBe(true);
  });
});

describe("runs of schema version 2", () => {
  it("opens a trained one with the answers of four lenses", async () => {
    const { record, results, checkpoints, autoencoders, notes } = await expectWhole("run-v2");
    expect(record?.kind).toBe("trained");
    expect(record?.subject.latent?.parts[0]).toMatchObject({ kind: "noise", size: 4, prior: "normal" });
    expect(results.map(({ lens }) => lens)).toEqual([
      "distance",
      "reconstruction",
      "compression",
      "identifiability",
    ]);
    const fingerprints = new Set(results.map(({ fingerprint }) => fingerprint));
    expect([...fingerprints]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
    for (const { step } of results) expect(step).toBe(8);
    expect(checkpoints).toEqual([0, 4, 8]);
    expect(autoencoders.map(({ learned }) => learned).sort()).toEqual(["generated", "real"]);
    expect(notes).toEqual([]);
  });

  it("opens an imported one, which has no training", async () => {
    const { record, results, notes } = await expectWhole("run-v2-imported");
    expect([record?.kind, record?.training]).toEqual(["imported", undefined]);
    expect(record?.subject).toMatchObject({
      generator: { format: "layers" },
      origin: { format: "tfjs layers model" },
    });
    expect(results.map(({ lens, step }) => [lens, step])).toEqual([["identifiability", null]]);
    expect(notes).toEqual([]);
  });

  it("holds nothing of the machine that made it", async () => {
    for (const name of ["run-v2", "run-v2-imported"]) {
      const store = stored(name);
      for (const path of await store.list()) {
        const bytes = await store.read(path);
        expect(bytes.length).toBeLessThan(150_000);
        expect(/\/(tmp|root|work|home)\//.test(new TextDecoder("latin1").decode(bytes))).toBe(false);
      }
    }
  });
});
