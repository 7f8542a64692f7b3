import { describe, expect, it } from "vitest";
import { MemoryRunStore } from "../store/memory-run-store.ts";
import { listCheckpoints, openCheckpoint } from "./checkpoint.ts";
import { readGivenLatents } from "./given-latents.ts";
import { readGivenSamples } from "./given-samples.ts";
import { readRun } from "./read-run.ts";
import { storeSamples } from "./store-samples.ts";
import { writeBroughtRun } from "./write-brought-run.ts";

const facts = {
  name: "brought",
  versions: { ganlens: "0.0.0" },
  backend: { name: "cpu", device: "" },
  startedAt: "2026-01-01T00:00:00.000Z",
};
const pixels = (count: number) => ({
  data: Uint8Array.from({ length: count * 4 }, (_, i) => i % 251),
  shape: [count, 2, 2, 1],
});
const labels = (count: number) => Int32Array.from({ length: count }, (_, i) => i % 3);
const noise = (count: number) => ({
  data: Float32Array.from({ length: count * 2 }, (_, i) => i / 7),
  shape: [count, 2],
});
const given: {
  readonly parts: readonly [
    { readonly kind: "noise"; readonly name: string; readonly size: 2; readonly prior: "given" },
  ];
} = {
  parts: [{ kind: "noise", name: "noise", size: 2, prior: "given" }],
};
const generator = { folder: "generator", format: "layers" } as const;
const files = (text: string) => new Map([["model.json", new TextEncoder().encode(text)]]);

describe("storeSamples", () => {
  it("writes parts that give the same samples back, across their borders too", async () => {
    const store = new MemoryRunStore();
    const whole = { images: pixels(2345), labels: labels(2345), latents: noise(2345) };
    const record = await storeSamples(store, whole);
    expect(record.parts.map(({ count }) => count)).toEqual([1000, 1000, 345]);
    const subject = { shape: [2, 2, 1], samples: record };
    for (const [start, end] of [
      [0, 2345],
      [990, 2010],
      [2344, 9999],
    ] as const) {
      const some = await readGivenSamples(store, subject, { start, end });
      const last = Math.min(end, 2345);
      expect(Array.from(some.x.data, (value) => Math.round(255 * value))).toEqual([
        ...whole.images.data.subarray(4 * start, 4 * last),
      ]);
      expect(some.labels).toEqual(whole.labels.slice(start, last));
      expect(some.latents?.z.data).toEqual(whole.latents.data.slice(2 * start, 2 * last));
    }
  });

  it("names samples by a hash of all that is stored", async () => {
    const hashOf = async (change: object) =>
      (await storeSamples(new MemoryRunStore(), { images: pixels(20), labels: labels(20), ...change }))
        .sha256;
    const other = pixels(20);
    other.data[79] = 255;
    const moved = labels(20);
    moved[19] = 0;
    const hashes = [{}, { images: other }, { labels: moved }, { labels: undefined }, { latents: noise(20) }];
    expect(new Set(await Promise.all(hashes.map(hashOf))).size).toBe(5);
    expect(await hashOf({})).toBe(await hashOf({}));
  });

  it("refuses labels or latents of another number of samples", async () => {
    for (const change of [{ labels: labels(19) }, { latents: noise(21) }]) {
      await expect(
        storeSamples(new MemoryRunStore(), { images: pixels(20), ...change }),
      ).rejects.toMatchObject({ code: "shape-mismatch" });
    }
  });
});

describe("writeBroughtRun", () => {
  it("makes a folder that opens as what it is: imported, series or samples", async () => {
    const single = new MemoryRunStore();
    const subject = { shape: [2, 2, 1], latent: given, generator };
    await writeBroughtRun(single, {
      ...facts,
      subject,
      generators: [{ step: 0, files: files("a") }],
      latents: { z: noise(9) },
    });
    const opened = await readRun(single);
    expect([opened.record?.kind, opened.checkpoints]).toEqual(["imported", [0]]);
    expect((await readGivenLatents(single, opened.record?.subject ?? {}))?.z).toEqual(noise(9));
    expect(await (await openCheckpoint(single, 0)).read("generator/model.json")).toEqual(
      files("a").get("model.json"),
    );

    const series = new MemoryRunStore();
    const generators = [
      { step: 700, files: files("b") },
      { step: 20, files: files("a") },
    ];
    expect((await writeBroughtRun(series, { ...facts, subject, generators })).kind).toBe("series");
    expect(await listCheckpoints(series)).toEqual([20, 700]);

    const samples = new MemoryRunStore();
    const record = await writeBroughtRun(samples, {
      ...facts,
      subject: { shape: [2, 2, 1] },
      samples: { images: pixels(3) },
    });
    expect([record.kind, record.subject.samples?.count]).toEqual(["samples", 3]);
    expect((await readRun(samples)).record).toEqual(record);
  });

  it("refuses neither, both, and two models of one step, before run.json is written", async () => {
    const generators = [{ step: 1, files: files("a") }];
    const subject = { shape: [2, 2, 1], generator };
    for (const bad of [
      {},
      { generators, samples: { images: pixels(3) } },
      { generators: [...generators, ...generators] },
    ]) {
      const store = new MemoryRunStore();
      await expect(writeBroughtRun(store, { ...facts, subject, ...bad })).rejects.toMatchObject({
        code: "run-unsupported",
      });
      expect(await store.has("run.json")).toBe(false);
    }
  });
});
