import { expect, it } from "vitest";
import { type Item, itemId, parseItemId } from "./item-id.ts";

const place = { from: null, seed: 7, row: 3, label: null, basis: null, along: {} } as const;

it.each<[Item, string]>([
  [{ kind: "tile", index: 17 }, "tile-17"],
  [{ kind: "given", index: 40_000 }, "given-40000"],
  [
    { kind: "place", place: { ...place, basis: "a-lens.some-rows", along: { "3": 0.00012 } } },
    "place-7-3-any-a_lens.some_rows-3p0.00012",
  ],
  [
    { kind: "real", lens: "reconstruction", figure: "real-extremes", index: 4 },
    "real-reconstruction-real_extremes-4",
  ],
  [
    { kind: "made", lens: "reconstruction", figure: "generated-extremes", index: 4 },
    "made-reconstruction-generated_extremes-4",
  ],
  [{ kind: "place", place }, "place-7-3-any"],
  [{ kind: "place", place: { ...place, from: "a-lens", seed: 0 } }, "place-a_lens-3-any"],
  [
    { kind: "place", place: { ...place, label: 2, basis: "inputs", along: { "0": 1.25, "12": -3 } } },
    "place-7-3-2-inputs-0p1.25_12m3",
  ],
])("names an item and finds it again", (item, id) => {
  expect(itemId(item)).toBe(id);
  expect(parseItemId(id)).toEqual(item);
});

it.each(["", "tile-", "tile-x", "tile-1-2", "real-a-1", "place-1", "place-1-2-any-inputs-zz", "__proto__"])(
  "knows no item called %j",
  (id) => {
    expect(parseItemId(id)).toBeNull();
  },
);
