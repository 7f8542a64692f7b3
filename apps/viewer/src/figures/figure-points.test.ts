import { expect, it } from "vitest";
import { galleryLens } from "../testdata/gallery-lens.ts";
import { figurePoints, labelledImages, lossPoints } from "./figure-points.ts";

const base = { id: "map", title: "", caption: "", x: { label: "first" }, y: { label: "second" } };

it("says of points what their values are, and which image of the run they stand for", () => {
  const points = [
    { x: 1, y: 2 },
    { x: 3, y: 4, label: "image 3" },
    { x: 5, y: 6, label: "seven" },
  ];
  const images = new Map([["image 3", "real-gallery-tiles-3"]]);
  expect(figurePoints({ ...base, kind: "scatter", groups: [{ name: "g", points }] }, images)).toEqual([
    { x: 1, y: 2, name: "g", values: "first 1, second 2" },
    { x: 3, y: 4, name: "image 3", values: "g, first 3, second 4", item: "real-gallery-tiles-3" },
    { x: 5, y: 6, name: "seven", values: "g, first 5, second 6" },
  ]);
  const series = [{ name: "s", points: [{ x: 1, y: 2, low: 1, high: 3 }] }];
  expect(figurePoints({ ...base, kind: "line", series }, images)).toEqual([
    { x: 1, y: 2, name: "s, first 1", values: "2 [1 to 3]" },
  ]);
});

it("reads all losses of a step together, and passes over those that were no numbers", () => {
  expect(
    lossPoints([
      { step: 5, losses: { generator: 1.5, discriminator: null } },
      { step: 6, losses: {} },
    ]),
  ).toEqual([{ x: 5, y: 1.5, name: "step 5", values: "generator 1.50" }]);
});

it("finds the images of a lens by their labels, and none by a label that several bear", () => {
  const images = labelledImages(galleryLens);
  expect(images.get("image 3")).toBe("real-gallery-tiles-3");
  const figures = galleryLens.figures.map((figure) =>
    figure.kind === "image-grid"
      ? { ...figure, tiles: [{ label: "a", real: false }, { label: "b" }, { label: "b", real: true }] }
      : figure,
  );
  expect([...labelledImages({ ...galleryLens, figures })]).toEqual([["a", "made-gallery-tiles-0"]]);
});
