import { datasetInfoSchema } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { digitsStrokes } from "../ground-truth/digits-strokes.ts";
import { sprites } from "../ground-truth/sprites.ts";
import { openDataset } from "../open-dataset.ts";

describe.each([
  {
    data: sprites(),
    classes: ["square", "ellipse", "heart", "triangle"],
    sha256: "cd32e71675849792cbdc6f6f194e93946fce280733a5aa386d2439986968abd5",
  },
  {
    data: digitsStrokes(),
    classes: Array.from({ length: 10 }, (_, digit) => String(digit)),
    sha256: "35a2e5f4aa4719902315d1c0f0dfc96d5cec08a0808a596a0b3cae8ee652ee55",
  },
])("$data.name", ({ data, classes, sha256 }) => {
  const open = (split: string) => openDataset(data.name, { split });

  it("is 5,000 images to train on and 2,000 others, the same in every run", async () => {
    const train = await open("train");
    const { info } = train;
    expect(datasetInfoSchema.parse(info)).toEqual(info);
    expect([info.kind, info.shape, info.classes]).toEqual(["image", [28, 28, 1], classes]);
    expect(info.splits).toEqual({ train: 5000, "held-out": 2000 });
    expect(info.sha256).toBe(sha256);
    expect(info.factors?.map(({ name }) => name)).toEqual(data.factors.map(({ name }) => name));
    expect(info.classCounts?.reduce((sum, count) => sum + count, 0)).toBe(7000);
    for (const split of [train, train.openSplit("held-out")]) {
      for (const share of split.classFrequencies()) {
        expect(Math.abs(share * classes.length - 1)).toBeLessThan(0.25);
      }
    }
  });

  it("carries the factors that its images are rendered from, and their class", async () => {
    const { x, factors, labels } = await (await open("held-out")).slice(0, 200);
    if (factors === undefined) throw new Error("Expected factors.");
    const again = data.renderFactors(factors).data;
    const furthest = x.data.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - (again[i] as number))),
      0,
    );
    expect(furthest).toBeLessThan(0.5 / 255 + 1e-6);
    const column = Array.from({ length: 200 }, (_, i) => factors.data[i * data.factors.length]);
    expect([...(labels ?? [])]).toEqual(column);
  });

  it("holds no image twice, within a split or across them", async () => {
    const train = await open("train");
    const sets = await Promise.all([train, train.openSplit("held-out")].map((split) => split.all()));
    const images = sets.flatMap(({ x }) =>
      Array.from({ length: x.shape[0] as number }, (_, i) => x.data.subarray(784 * i, 784 * (i + 1)).join()),
    );
    expect(new Set(images).size).toBe(7000);
  });
});
