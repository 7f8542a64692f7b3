import { MemoryRunStore, type SharedWork } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { countingSubject } from "../testdata/counting-subject.ts";
import { Turns } from "../threads/turns.ts";
import { drawSet } from "./draw-set.ts";

const request = { purpose: "look", count: 300, seed: 1 };
const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const cached = async (store: MemoryRunStore) =>
  (await store.list("cache")).filter((path) => path.endsWith(".npz"));

describe("the cache of drawn sets", () => {
  it("draws the same request once in a run folder, and gives the very same again", async () => {
    const store = new MemoryRunStore();
    const subject = countingSubject({ classes: 3 });
    const first = await drawSet(subject, request, { store });
    expect(subject.drawn()).toBe(300);
    expect(await drawSet(subject, request, { store })).toEqual(first);
    // Another process, whose subject is another object.
    const other = countingSubject({ classes: 3 });
    expect(await drawSet(other, request, { store })).toEqual(first);
    expect([subject.drawn(), other.drawn()]).toEqual([300, 0]);
  });

  it("lets one of several lenses that want the same set at the same time draw it, and loses no entry", async () => {
    const store = new MemoryRunStore();
    const subject = countingSubject({ classes: 3 });
    const turns = new Turns();
    const shared: SharedWork = {
      async alone(name, work) {
        await turns.take(name);
        return work().finally(() => turns.giveUp(name));
      },
      begin: () => {},
      async *finish() {},
    };
    const asked = [
      request,
      { ...request, seed: 2 },
      request,
      { ...request, seed: 2 },
      { ...request, seed: 3 },
    ];
    const sets = await Promise.all(asked.map((each) => drawSet(subject, each, { store, shared })));
    expect(subject.drawn()).toBe(3 * 300);
    expect([sets[2], sets[3]]).toEqual([sets[0], sets[1]]);
    for (const each of asked) await drawSet(subject, each, { store });
    expect(subject.drawn()).toBe(3 * 300);
  });

  it("never takes one set for another: purpose, seed, count, class, checkpoint, weights", async () => {
    const store = new MemoryRunStore();
    const subject = countingSubject({ classes: 3 });
    const changes = [
      {},
      { purpose: "read-out fit" },
      { purpose: "read-out test" },
      { seed: 2 },
      { count: 299 },
      { label: 0 },
      { label: 1 },
      { checkpoint: 0 },
    ];
    const sets = [];
    for (const change of changes) sets.push(await drawSet(subject, { ...request, ...change }, { store }));
    const changed = countingSubject({ classes: 3, fingerprint: "after another step" });
    await drawSet(changed, request, { store });
    expect(subject.drawn()).toBe(8 * 300 - 1);
    expect(changed.drawn()).toBe(300);
    const [, fit, test] = sets;
    expect(fit?.x.data).not.toEqual(test?.x.data);
    expect(new Set(sets.map(({ key }) => key)).size).toBe(8);
  });

  it.each([
    [
      "changed",
      async (store: MemoryRunStore, path: string) => {
        const bytes = await store.read(path);
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
        await store.write(path, bytes);
      },
    ],
    [
      "cut off",
      async (store: MemoryRunStore, path: string) => store.write(path, (await store.read(path)).slice(0, 50)),
    ],
    ["gone", (store: MemoryRunStore, path: string) => store.remove(path)],
  ] as const)("draws a set again whose file is %s, and keeps it", async (_, damage) => {
    const store = new MemoryRunStore();
    const subject = countingSubject();
    const first = await drawSet(subject, request, { store });
    const [path] = await cached(store);
    await damage(store, path as string);
    expect(await drawSet(subject, request, { store })).toEqual(first);
    expect(subject.drawn()).toBe(600);
    expect(await drawSet(subject, request, { store })).toEqual(first);
    expect(subject.drawn()).toBe(600);
    expect(await cached(store)).toHaveLength(1);
  });

  it("does not take the sound file of another set, though it is of the same form", async () => {
    const store = new MemoryRunStore();
    const subject = countingSubject();
    const first = await drawSet(subject, request, { store });
    const [path] = await cached(store);
    await drawSet(subject, { ...request, seed: 2 }, { store });
    const other = (await cached(store)).find((each) => each !== path);
    await store.write(path as string, await store.read(other as string));
    expect(await drawSet(subject, request, { store })).toEqual(first);
  });

  it("is not misled by an index that names a sound file under another key", async () => {
    const store = new MemoryRunStore();
    const subject = countingSubject();
    const wide = await drawSet(subject, { ...request, count: 10 }, { store });
    const index = JSON.parse(new TextDecoder().decode(await store.read("cache/sets.json")));
    const larger = { ...request, count: 4 };
    const key = JSON.stringify({ key: "x", count: 4, shape: [2, 2, 1] });
    await store.write("cache/sets.json", text({ ...index, sets: [{ ...index.sets[0], key }] }));
    expect((await drawSet(subject, larger, { store })).x.shape[0]).toBe(4);
    expect(wide.x.shape[0]).toBe(10);
  });

  it.each([
    ["nonsense", "{"],
    ["of another version", { schemaVersion: 9, sets: [] }],
    ["a path", { schemaVersion: 1, sets: [{ key: "a", sha256: "../../run", bytes: 1 }] }],
  ])("starts anew where its index is %s, without files that nothing names", async (_, index) => {
    const store = new MemoryRunStore("here", [["run.json", text({})]]);
    const subject = countingSubject();
    await drawSet(subject, request, { store });
    await store.write(
      "cache/sets.json",
      typeof index === "string" ? new TextEncoder().encode(index) : text(index),
    );
    await drawSet(subject, { ...request, seed: 2 }, { store });
    expect(await cached(store)).toHaveLength(1);
    expect(await store.has("run.json")).toBe(true);
  });

  it("stays under its cap: the least recently used sets make room", async () => {
    const store = new MemoryRunStore();
    const subject = countingSubject();
    for (const seed of [1, 2, 3]) await drawSet(subject, { ...request, seed }, { store });
    await drawSet(subject, { ...request, seed: 1 }, { store });
    // As if the three filled the cache to its last byte: 256 MiB.
    const index = JSON.parse(new TextDecoder().decode(await store.read("cache/sets.json")));
    expect(index.sets).toHaveLength(3);
    const sets = index.sets.map((set: object) => ({ ...set, bytes: Math.floor((256 * 2 ** 20) / 3) }));
    await store.write("cache/sets.json", text({ ...index, sets }));
    await drawSet(subject, { ...request, seed: 4 }, { store });
    expect(await cached(store)).toHaveLength(3);
    const before = subject.drawn();
    for (const seed of [1, 3, 4]) await drawSet(subject, { ...request, seed }, { store });
    expect(subject.drawn()).toBe(before);
    await drawSet(subject, { ...request, seed: 2 }, { store });
    expect(subject.drawn()).toBe(before + 300);
  });

  it("ends though its index lies about sizes", async () => {
    const store = new MemoryRunStore();
    const lie = { key: "a", sha256: "0".repeat(64), bytes: Number.MAX_SAFE_INTEGER };
    const sets = Array.from({ length: 50 }, (_, i) => ({ ...lie, key: String(i) }));
    await store.write("cache/sets.json", text({ schemaVersion: 1, sets }));
    expect((await drawSet(countingSubject(), request, { store })).x.shape[0]).toBe(300);
  });

  it("keeps sets that came out smaller: latents of a file with nothing finite", async () => {
    const store = new MemoryRunStore();
    const given = { z: { data: Float32Array.from({ length: 100 }, (_, i) => i), shape: [50, 2] } };
    const subject = countingSubject({ given, broken: (first) => first === 8 });
    const first = await drawSet(subject, request, { store });
    expect(first.x.shape[0]).toBe(49);
    expect(await drawSet(subject, request, { store })).toEqual(first);
    expect(subject.drawn()).toBe(50);
  });
});
