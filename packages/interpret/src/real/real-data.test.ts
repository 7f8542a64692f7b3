import type { SampleSet } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { describe, expect, it } from "vitest";
import { realData } from "./real-data.ts";

const openNamed = (name: string, split: string) => openDataset(name, { split });
const digits = () => openDataset("digits-8x8", { split: "train" });
const ids = async (set: SampleSet): Promise<ReadonlySet<string>> => {
  const found: string[] = [];
  for await (const batch of set.batches()) found.push(...(batch.ids ?? []));
  expect(found.length).toBe(set.count);
  return new Set(found);
};
const splitIds = async (name: string, split: string) =>
  new Set((await (await openNamed(name, split)).all()).ids);

describe("realData", () => {
  it("calls images unseen only where the generator was not trained on them", async () => {
    const data = await digits();
    const kept = await realData({ data, trainedOn: ["train"] });
    expect([kept.unseen, kept.heldOutWords, kept.notes]).toEqual([true, "held-out real images", []]);
    for (const trainedOn of ["all", ["train", "held-out"]] as const) {
      const seen = await realData({ data, trainedOn });
      expect([seen.unseen, seen.heldOutWords]).toEqual([false, "training images"]);
      expect(seen.notes[0]).toMatch(/no images that the generator has not seen.*rewards copying.*--held-out/);
      // Still apart from what an autoencoder learns from.
      const [train, held] = [await ids(await seen.open("train")), await ids(await seen.open("held-out"))];
      expect([...held].some((id) => train.has(id))).toBe(false);
    }
  });

  it("lets splits change places where it was trained on the one that is held out as a rule", async () => {
    const { unseen, open } = await realData({ data: await digits(), trainedOn: ["held-out"] });
    expect(unseen).toBe(true);
    expect(await ids(await open("held-out"))).toEqual(await splitIds("digits-8x8", "train"));
    expect(await ids(await open("train"))).toEqual(await splitIds("digits-8x8", "held-out"));
  });

  it("sees that a part of a split is in it", async () => {
    const data = await openNamed("mnist-t10k", "a");
    expect((await realData({ data, trainedOn: ["a"] })).unseen).toBe(true);
    for (const trainedOn of [
      ["a", "b-1"],
      ["a", "b"],
      ["b-2", "a"],
    ]) {
      expect((await realData({ data, trainedOn })).unseen).toBe(false);
    }
  });

  it("takes mnist-5k for MNIST's training file: what is unseen is of other writers, and that is said", async () => {
    const data = await openNamed("mnist-5k", "train");
    const { unseen, heldOutWords, notes, open } = await realData({ data, trainedOn: "all", openNamed });
    expect([unseen, heldOutWords]).toEqual([true, "MNIST test images, written by other people"]);
    expect(notes[0]).toContain("mnist-t10k");
    expect(await ids(await open("held-out"))).toEqual(await splitIds("mnist-t10k", "b"));
    expect((await realData({ data, trainedOn: "all" })).unseen).toBe(false);
    // A run of ours that was trained on its train split keeps its own held-out images.
    expect(
      await ids(await (await realData({ data, trainedOn: ["train"], openNamed })).open("held-out")),
    ).toEqual(await splitIds("mnist-5k", "held-out"));
  });

  it("learns from all that the generator has seen where unseen images come from elsewhere: copies may be of any", async () => {
    const data = await openNamed("mnist-5k", "train");
    const everything = new Set([
      ...(await splitIds("mnist-5k", "train")),
      ...(await splitIds("mnist-5k", "held-out")),
    ]);
    for (const trainedOn of ["all", ["train", "held-out"]] as const) {
      const { open } = await realData({ data, trainedOn, openNamed });
      expect(await ids(await open("train"))).toEqual(everything);
    }
    const { open } = await realData({ data, trainedOn: ["train"], openNamed });
    expect(await ids(await open("train"))).toEqual(await splitIds("mnist-5k", "train"));
  });

  it("uses held-out images that are given, all of them, each once", async () => {
    const heldOut = await openNamed("mnist-t10k", "a");
    const { unseen, open } = await realData({
      data: await openNamed("mnist-5k", "train"),
      trainedOn: "all",
      heldOut,
      openNamed,
    });
    expect(unseen).toBe(true);
    expect((await ids(await open("held-out"))).size).toBe(10_000);
  });

  it("reads the classes of held-out images by their names, and not at all where there are others", async () => {
    const digits = await openNamed("mnist-5k", "train");
    const named = (classes: readonly string[]) =>
      Object.assign(Object.create(digits) as typeof digits, {
        info: { ...digits.info, sha256: "f".repeat(64), classes },
        openSplit: digits.openSplit.bind(digits),
      });
    const labelsOf = async (classes: readonly string[]) => {
      const real = await realData({ data: digits, trainedOn: "all", heldOut: named(classes) });
      const set = await real.open("held-out");
      for await (const { labels } of set.batches({ batchSize: 50 })) return { labels, notes: real.notes };
      return undefined;
    };
    const own = digits.info.classes as readonly string[];
    const as = await labelsOf(own);
    const turned = await labelsOf([...own].reverse());
    expect(turned?.labels).toEqual(as?.labels?.map((label) => 9 - label));
    expect(turned?.notes).toEqual([]);
    const other = await labelsOf([...own.slice(1), "<b>x</b>"]);
    expect(other?.labels).toBeUndefined();
    expect(other?.notes.join()).toMatch(/has not \(<b>x<\/b>\): their labels are not used/);
  });

  it("refuses held-out images that are the data it was trained on, and splits that are none", async () => {
    const data = await digits();
    await expect(realData({ data, trainedOn: "all", heldOut: await digits() })).rejects.toMatchObject({
      code: "config-invalid",
    });
    for (const split of ["test", "constructor", ""]) {
      await expect(realData({ data, trainedOn: [split] })).rejects.toMatchObject({
        code: "config-invalid",
        hint: expect.stringContaining("train, held-out"),
      });
    }
  });

  it("gives the same samples and key whatever the batches, with labels", async () => {
    const set = await (await realData({ data: await digits(), trainedOn: "all" })).open("train");
    const read = async (batchSize: number) => {
      const values: number[] = [];
      for await (const { x, labels } of set.batches({ batchSize }))
        values.push(...x.data.subarray(0, 3), ...(labels ?? []).slice(0, 1));
      return values;
    };
    expect((await read(set.count))[3]).toBe((await read(1))[3]);
    expect((await read(7)).slice(0, 4)).toEqual((await read(500)).slice(0, 4));
    expect(set.key).toBe(
      (await (await realData({ data: await digits(), trainedOn: ["train"] })).open("train")).key,
    );
  });
});
