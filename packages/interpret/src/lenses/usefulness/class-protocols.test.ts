import { Random, takeRows } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type ClassFindings,
  type ClassProtocol,
  classProtocolIds,
  classProtocols,
  overClasses,
} from "./class-protocols.ts";
import type { LabelledImages } from "./judge.ts";

let digits: LabelledImages;
beforeAll(async () => {
  const { x, labels } = await (await openDataset("mnist-5k", { split: "train" })).all();
  digits = { images: x, labels: labels as Int32Array };
});

const part = ({ images, labels }: LabelledImages, from: number, to: number): LabelledImages => ({
  images: takeRows(
    images,
    Array.from({ length: to - from }, (_, i) => from + i),
  ),
  labels: labels.slice(from, to),
});
const random = Random.fromSeed(4);
const found = (changes: Partial<Parameters<typeof classProtocols>[0]> = {}) =>
  classProtocols({
    generated: part(digits, 0, 1500),
    real: part(digits, 1500, 3000),
    test: part(digits, 3000, 3600),
    size: 8,
    random,
    ...changes,
  });
const mean = (of: ClassFindings, protocol: ClassProtocol, key: "own" | "shuffled" = "own") => {
  const each = overClasses(of, protocol, "principal components of generated images");
  return (
    each.reduce((sum, { auroc, shuffled }) => sum + (key === "own" ? auroc.value : shuffled), 0) / each.length
  );
};

describe("classes that were not learned", () => {
  it("are told well among the rest where one is normal, and badly where one is left out, as is published of digits", () => {
    const all = found() as ClassFindings;
    expect(all.classes).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(all.tested).toBe(600);
    expect(mean(all, "one-normal")).toBeGreaterThan(0.87);
    expect(mean(all, "one-anomalous")).toBeLessThan(0.8);
    expect(mean(all, "one-anomalous")).toBeGreaterThan(0.5);
    for (const { protocol, learned, normal, anomalous } of all.detections) {
      expect(normal + anomalous).toBe(600);
      expect(normal < anomalous).toBe(protocol === "one-normal");
      expect(learned).toBeLessThanOrEqual(300);
    }
    const one = overClasses(all, "one-anomalous", "principal components of real images").find(
      ({ label }) => label === 1,
    );
    expect(one?.auroc.value).toBeLessThan(0.4);
  });

  it("are not told by what learned from other classes than it was told of, nor among classes in another order", () => {
    const disordered = (of: LabelledImages, name: string): LabelledImages => {
      const order = random.split(name).permutation(of.labels.length);
      return { images: of.images, labels: Int32Array.from(order, (row) => of.labels[row] as number) };
    };
    const none = found({ generated: disordered(part(digits, 0, 1500), "generated") }) as ClassFindings;
    for (const protocol of classProtocolIds) {
      expect(Math.abs(mean(none, protocol) - 0.5)).toBeLessThan(0.06);
      expect(Math.abs(mean(found() as ClassFindings, protocol, "shuffled") - 0.5)).toBeLessThan(0.04);
    }
  });

  it("are looked at where they have enough images, and not at all where fewer than two have", () => {
    const few = digits.labels.slice(3000, 3600).map((label) => (label === 4 ? 5 : label));
    const without = found({ test: { images: part(digits, 3000, 3600).images, labels: few } });
    expect(without).toMatchObject({ classes: [0, 1, 2, 3, 5, 6, 7, 8, 9] });
    expect(found({ test: part(digits, 3000, 3040) })).toEqual({
      reason: expect.stringMatching(/^Fewer than two classes have 20 images each/),
    });
  });
});
