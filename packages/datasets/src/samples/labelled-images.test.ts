import { DatasetInvalidError } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { labelledImages } from "./labelled-images.ts";
import { trainAndHeldOut } from "./split-by-hash.ts";

const base = {
  name: "toy",
  classes: ["first", "second"],
  parts: trainAndHeldOut,
  licence: "none",
  maximum: 16,
};
const pictures = [0, 1, 2, 3, 4, 4, 5, 6, 7, 8].map((v) => [v, 16 - v]);
const toy = (order: readonly number[]) =>
  labelledImages({
    ...base,
    images: { data: Uint8Array.from(order.flatMap((i) => pictures[i] ?? [])), shape: [10, 1, 2, 1] },
    labels: order.map((i) => i % 2),
  });

describe("labelledImages", () => {
  it("gives the same ids, hash and splits in any file order", () => {
    const order = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    const shuffled = [7, 3, 9, 5, 0, 2, 4, 8, 1, 6];
    const first = toy(order);
    const second = toy(shuffled);
    expect(second.info).toEqual(first.info);
    expect(first.info.splits).toEqual({ train: 8, "held-out": 2 });
    expect(shuffled.map((i) => first.ids[i])).toEqual(second.ids);
    for (const split of ["train", "held-out"]) {
      const idsOf = ({ ids, splits }: typeof first) => Array.from(splits[split] ?? [], (row) => ids[row]);
      expect(idsOf(second)).toEqual(idsOf(first));
    }
  });

  it("marks copies by a suffix and changes its hash with any pixel or label", () => {
    const { ids, info } = toy([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(new Set(ids).size).toBe(10);
    expect(ids[5]).toBe(`${ids[4]}-2`);
    expect(ids[0]).toMatch(/^toy\/[0-9a-f]{12}$/);
    const changed = toy([0, 1, 2, 3, 4, 5, 6, 7, 8, 8]);
    expect(changed.info.sha256).not.toBe(info.sha256);
  });

  it("refuses what does not fit together", () => {
    const images = { data: Uint8Array.of(1, 2), shape: [2, 1, 1, 1] };
    const attempt = (change: object) => () => labelledImages({ ...base, images, ...change });
    expect(attempt({ labels: [0] })).toThrow(DatasetInvalidError);
    expect(attempt({ labels: [0] })).toThrow(/one label for each of the 2 images of toy, received 1/);
    expect(attempt({ labels: [0, 2] })).toThrow(/below 2, received 2 at 1/);
    expect(attempt({ images: { data: Uint8Array.of(1, 17), shape: [2, 1, 1, 1] } })).toThrow(
      /within 0…16, received 17/,
    );
    expect(attempt({ images: { data: new Uint8Array(), shape: [0, 1, 1, 1] } })).toThrow(/found none/);
  });
});
