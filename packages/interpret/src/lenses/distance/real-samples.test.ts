import { openBackend } from "@ganlens/backend";
import { decodePng, finish, type NdArray } from "@ganlens/core";
import { beforeAll, expect, it } from "vitest";
import { arraySampleSet } from "../../real/array-sample-set.ts";
import { fields, plantedContext, plantedSubject, withinUnit } from "../../testdata/planted-subject.ts";
import { distance } from "./distance.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
});

/** Pictures as bright as their class, which stand class by class: 0 is black, 1 is white. */
const count = 400;
const x: NdArray = {
  data: Float32Array.from({ length: count * 64 }, (_, at) => {
    const row = Math.floor(at / 64);
    return (row < count / 2 ? 0 : 0.9) + 0.1 * ((row * 37 + (at % 64) * 11) % 10) * 0.1;
  }),
  shape: [count, 8, 8, 1],
};

it("shows real images under the heads of their own classes", async () => {
  const base = withinUnit(
    plantedSubject({
      size: 4,
      realRank: 4,
      count,
      label: { classes: 2, distribution: [0.5, 0.5] },
      generate: ({ z }) => fields(z, 4),
    }),
  );
  const labels = Int32Array.from({ length: count }, (_, row) => (row < count / 2 ? 0 : 1));
  const ids = Array.from({ length: count }, (_, row) => `${row}`);
  const subject = {
    ...base,
    real: { ...base.real, open: async () => arraySampleSet({ x, labels, ids }) },
  };
  const context = plantedContext();
  const { figures } = await finish(distance.run(subject, { historyCount: 100 }, context));
  const grid = figures.find(({ id }) => id === "real-samples");
  if (grid?.kind !== "image-grid") throw new Error("Expected a grid of real images.");
  expect([grid.columns, grid.tiles.slice(0, 4).map(({ label }) => label)]).toEqual([2, ["0", "1", "0", "1"]]);
  const { width, height, channels, data } = decodePng(
    await context.store.read(`lenses/planted/${grid.image}`),
  );
  const brightness = (column: number): number =>
    data[(Math.floor(height / 4) * width + Math.floor(((column + 0.5) * width) / 2)) * channels] as number;
  expect(brightness(0)).toBeLessThan(brightness(1) / 2);
});
