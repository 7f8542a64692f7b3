import { encodeNpz, MemoryRunStore, readGivenSamples } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { decodeSampleFile } from "./decode-sample-file.ts";
import { importSamplesRun } from "./import-samples-run.ts";
import type { SampleFile } from "./sample-file.ts";

const facts = {
  name: "samples",
  file: "samples.npz",
  versions: {},
  backend: { name: "none", device: "none" },
  startedAt: "2026-01-01T00:00:00.000Z",
};

function samplesOf(images: Parameters<typeof encodeNpz>[0]): SampleFile {
  return decodeSampleFile({ name: "samples.npz", bytes: encodeNpz(images) });
}

describe("importSamplesRun", () => {
  it("keeps the values as they are, with labels, latents and a grid", async () => {
    const data = Uint8Array.from({ length: 12 * 25 }, (_, i) => i);
    const samples = samplesOf({
      images: { data, shape: [12, 5, 5, 1] },
      labels: { data: Int32Array.from({ length: 12 }, (_, i) => i % 3), shape: [12] },
      z: { data: new Float32Array(24).fill(0.5), shape: [12, 2] },
    });
    const store = new MemoryRunStore();
    const prior = { prior: "uniform", size: 2 } as const;
    const { subject, kind } = await importSamplesRun({ ...facts, samples, prior, store });
    expect([kind, subject.samples?.count, subject.origin?.name]).toEqual(["samples", 12, "samples.npz"]);
    expect(subject.latent?.parts).toEqual([{ kind: "noise", name: "noise", prior: "uniform", size: 2 }]);
    const { x, labels, latents } = await readGivenSamples(store, subject, { start: 3, end: 4 });
    expect([...x.data].map((value) => Math.round(255 * value))).toEqual([...data.subarray(75, 100)]);
    expect([labels?.[0], latents?.z.data[0]]).toEqual([0, 0.5]);
    expect(await store.has("samples/step-000000.png")).toBe(true);
  });

  it("keeps the meaning of truth values, which are not bytes of 0 to 255", async () => {
    const data = Uint8Array.from({ length: 250 }, (_, i) => i % 2);
    const samples = samplesOf({ images: { data, shape: [10, 5, 5, 1], dtype: "bool" } });
    const store = new MemoryRunStore();
    const { subject } = await importSamplesRun({ ...facts, samples, store });
    const { x } = await readGivenSamples(store, subject, { start: 0, end: 1 });
    expect([...x.data.subarray(0, 4)]).toEqual([0, 1, 0, 1]);
  });

  it("refuses latents of another number, and a prior of another size", async () => {
    const samples = samplesOf({ images: { data: new Uint8Array(250), shape: [10, 5, 5, 1] } });
    const latents = { data: new Float32Array(18), shape: [9, 2] };
    const store = new MemoryRunStore();
    await expect(importSamplesRun({ ...facts, samples, latents, store })).rejects.toThrow(
      /each of 10 samples of the file, received 9/,
    );
    const ten = { data: new Float32Array(20), shape: [10, 2] };
    const prior = { prior: "normal", size: 3 } as const;
    await expect(importSamplesRun({ ...facts, samples, latents: ten, prior, store })).rejects.toThrow(
      /prior of 2 numbers/,
    );
  });

  it("takes a row of latents for each sample of the file, where some were left out", async () => {
    const data = new Float32Array(12 * 25).fill(0.5);
    data[0] = 0;
    data[30] = Number.NaN;
    data[60] = 1;
    const samples = samplesOf({ images: { data, shape: [12, 5, 5, 1] } });
    expect([samples.x.shape[0], samples.fileCount]).toEqual([11, 12]);
    const latentsOf = (count: number) => ({
      data: Float32Array.from({ length: count }, (_, i) => i),
      shape: [count, 1],
    });
    const store = new MemoryRunStore();
    for (const count of [11, 13]) {
      await expect(importSamplesRun({ ...facts, samples, latents: latentsOf(count), store })).rejects.toThrow(
        new RegExp(`each of 12 samples of the file, received ${count}`),
      );
    }
    const { subject } = await importSamplesRun({ ...facts, samples, latents: latentsOf(12), store });
    const { latents } = await readGivenSamples(store, subject, { start: 0, end: 3 });
    expect([...(latents?.z.data ?? [])]).toEqual([0, 2, 3]);
  });
});
