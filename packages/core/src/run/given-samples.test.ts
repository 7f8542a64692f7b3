import { describe, expect, it } from "vitest";
import { encodeNpy } from "../codecs/npy.ts";
import { encodeNpz } from "../codecs/npz.ts";
import { MemoryRunStore } from "../store/memory-run-store.ts";
import type { RunReader } from "../store/run-store.ts";
import { readGivenLatents } from "./given-latents.ts";
import { readGivenSamples } from "./given-samples.ts";

const shape = [1, 2, 1];
const images = (...values: number[]) =>
  encodeNpy({ data: Uint8Array.from(values), shape: [values.length / 2, ...shape] });
const labels = (...values: number[]) => encodeNpy({ data: Int32Array.from(values), shape: [values.length] });
const record = {
  count: 5,
  parts: [
    { count: 2, images: "subject/a.npy", labels: "subject/a-labels.npy" },
    { count: 3, images: "subject/b.npy", labels: "subject/b-labels.npy" },
  ],
  sha256: "0".repeat(64),
};
const files: readonly (readonly [string, Uint8Array])[] = [
  ["subject/a.npy", images(0, 51, 102, 153)],
  ["subject/a-labels.npy", labels(4, 3)],
  ["subject/b.npy", images(204, 255, 0, 0, 255, 255)],
  ["subject/b-labels.npy", labels(2, 1, 0)],
];

describe("readGivenSamples", () => {
  it("gives images between 0 and 1 across parts, and reads no other part", async () => {
    const read: string[] = [];
    const store = new MemoryRunStore("the run", files);
    const spied: RunReader = {
      location: "the run",
      list: () => store.list(),
      has: (path) => store.has(path),
      read: (path) => {
        read.push(path);
        return store.read(path);
      },
    };
    const { x, labels } = await readGivenSamples(spied, { shape, samples: record }, { start: 1, end: 3 });
    expect(x.shape).toEqual([2, 1, 2, 1]);
    expect([...x.data].map((value) => Math.round(255 * value))).toEqual([102, 153, 204, 255]);
    expect([...(labels ?? [])]).toEqual([3, 2]);
    read.length = 0;
    await readGivenSamples(spied, { shape, samples: record }, { start: 4, end: 99 });
    expect(read).toEqual(["subject/b.npy", "subject/b-labels.npy"]);
  });

  it("maps values of the generator's own range, and leaves out labels that not all parts have", async () => {
    const own = encodeNpy({ data: Float32Array.from([-1, 1, 0, 0.5]), shape: [2, ...shape] });
    const store = new MemoryRunStore("the run", [...files.slice(2), ["subject/a.npy", own]]);
    const [first, second] = record.parts;
    const samples = { ...record, parts: [{ count: 2, images: "subject/a.npy" }, second!] };
    const batch = await readGivenSamples(store, { shape, range: [-1, 1], samples }, { start: 0, end: 3 });
    expect([...batch.x.data].map((value) => Math.round(100 * value))).toEqual([0, 100, 50, 75, 80, 100]);
    expect(batch.labels).toBeUndefined();
    expect(first?.labels).toBeDefined();
  });

  it.each([
    [
      "another shape",
      images(1, 2, 3, 4, 5, 6),
      /\[2, 1, 2, 1\] in subject\/a\.npy in the run, received uint8 of \[3, 1, 2, 1\]/,
    ],
    ["bytes that are cut short", images(1, 2, 3, 4).subarray(0, 129), /truncated/],
    ["something else", Uint8Array.of(1, 2, 3), /subject\/a\.npy/],
  ])("refuses %s, naming the file", async (_, bytes, message) => {
    const store = new MemoryRunStore("the run", [...files.slice(1), ["subject/a.npy", bytes]]);
    await expect(readGivenSamples(store, { shape, samples: record }, { start: 0, end: 2 })).rejects.toThrow(
      message,
    );
  });

  it("says that a run holds no samples, or not the file that it names", async () => {
    const store = new MemoryRunStore("the run");
    await expect(readGivenSamples(store, { shape }, { start: 0, end: 1 })).rejects.toThrow(/holds none/);
    await expect(readGivenSamples(store, { shape, samples: record }, { start: 0, end: 1 })).rejects.toThrow(
      /There is no subject\/a\.npy/,
    );
  });
});

describe("readGivenLatents", () => {
  const noise = { kind: "noise", name: "z", size: 2, prior: "given" } as const;
  const label = { kind: "label", name: "class", classes: 2, distribution: [0.5, 0.5] } as const;
  const z = { data: Float32Array.from([1, 2, 3, 4]), shape: [2, 2] };
  const read = (arrays: Parameters<typeof encodeNpz>[0], parts: readonly (typeof noise | typeof label)[]) =>
    readGivenLatents(new MemoryRunStore("the run", [["subject/z.npz", encodeNpz(arrays)]]), {
      latent: { parts },
      latents: "subject/z.npz",
    });

  it("reads latents with their labels", async () => {
    const labels = { data: Int32Array.of(1, 0), shape: [2] };
    expect((await read({ z, labels }, [noise, label]))?.labels).toEqual(labels.data);
    expect((await read({ z }, [noise]))?.z.data).toEqual(z.data);
    expect(await readGivenLatents(new MemoryRunStore(), { latent: { parts: [noise] } })).toBeNull();
  });

  it("refuses what does not fit the generator", async () => {
    await expect(read({ w: z }, [noise])).rejects.toThrow(/array z of shape \[n, 2\].*received none/);
    await expect(read({ z: { ...z, shape: [4, 1] } }, [noise])).rejects.toThrow(/received \[4, 1\]/);
    const few = { data: Int32Array.of(1), shape: [1] };
    await expect(read({ z, labels: few }, [noise, label])).rejects.toThrow(/Expected 2 labels from 0 to 1/);
    const labels = { data: Int32Array.of(1, 2), shape: [2] };
    await expect(read({ z, labels }, [noise, label])).rejects.toThrow(/received others/);
  });
});
