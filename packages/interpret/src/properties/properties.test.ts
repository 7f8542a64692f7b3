import { type NdArray, Random, rows } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { describe, expect, it } from "vitest";
import { findFault } from "../faults/faults.ts";
import { flatBackground, greyOf } from "./flat-background.ts";
import { properties } from "./properties.ts";
import { propertyDifferences } from "./property-differences.ts";
import { propertyValues } from "./property-values.ts";

/** One picture of lines of text: a digit is that many tenths of ink, on a background. */
function picture(lines: readonly string[], background = 0, channels = 1): NdArray {
  const width = (lines[0] as string).length;
  const data = lines
    .join("")
    .split("")
    .flatMap((each) => Array<number>(channels).fill(Math.abs(background - Number(each) / 9)));
  return { data: Float32Array.from(data), shape: [1, lines.length, width, channels] };
}
const valueIn = (id: string, image: NdArray, background = 0): number =>
  propertyValues(image, background).find(({ property }) => property.id === id)?.values[0] as number;

const bar = picture(["000000000", "000090000", "000090000", "000090000", "000000000"]);
const wide = picture(["000000000", "000999000", "000999000", "000999000", "000000000"]);

describe("each property", () => {
  it("is what it says of a bar", () => {
    // One pixel wide and three high: area 3, perimeter 8; three wide: 9 and 12.
    expect(valueIn("stroke-width", bar)).toBeCloseTo(6 / 8, 6);
    expect(valueIn("stroke-width", wide)).toBeCloseTo(18 / 12, 6);
    expect(valueIn("ink", bar)).toBeCloseTo(3 / 45, 6);
    expect(valueIn("position-across", bar)).toBeCloseTo(0.5, 6);
    expect(valueIn("position-down", bar)).toBeCloseTo(0.5, 6);
    expect(valueIn("slant", bar)).toBeCloseTo(0, 6);
    expect(valueIn("sharpness", bar)).toBeCloseTo(1, 6);
    expect(valueIn("contrast", bar)).toBeCloseTo(1, 6);
    expect(valueIn("speckle", bar)).toBe(0);
  });

  it("leans to the right where the top does, and lies where the ink is", () => {
    const leaning = picture(["000090", "000900", "009000", "000000"]);
    expect(valueIn("slant", leaning)).toBeCloseTo(1, 6);
    expect(valueIn("position-down", leaning)).toBeCloseTo(1.5 / 4, 6);
    expect(valueIn("position-across", leaning)).toBeCloseTo(3.5 / 6, 6);
  });

  it("tells a checkerboard from speckle", () => {
    const board = picture(["9090", "0909", "9090", "0909"]);
    expect([valueIn("checkerboard", board), valueIn("speckle", board)]).toEqual([0.5, 0]);
    expect(valueIn("fine-detail", board)).toBeCloseTo(1, 6);
    const stripes = picture(["9900", "9900", "9900", "9900"]);
    expect([valueIn("checkerboard", stripes), valueIn("speckle", stripes)]).toEqual([0, 1]);
  });

  it("is the same of dark ink on white", () => {
    const dark = picture(["000000000", "000999000", "000999000", "000999000", "000000000"], 1);
    expect(flatBackground(dark)).toBe(1);
    for (const id of ["stroke-width", "ink", "slant", "position-down", "sharpness"]) {
      expect(valueIn(id, dark, 1)).toBeCloseTo(valueIn(id, wide), 6);
    }
  });

  it("is finite for images without any ink, and of a single pixel", () => {
    for (const shape of [
      [1, 4, 4, 1],
      [1, 1, 1, 3],
      [1, 2, 2, 1],
    ]) {
      const flat = { data: new Float32Array(shape.reduce((a, b) => a * b, 1)), shape };
      for (const { property, values } of propertyValues(flat, 0)) {
        expect([property.id, Number.isFinite(values[0])]).toEqual([property.id, true]);
      }
    }
  });

  it("has an id and a name of its own, and words for less and more", () => {
    for (const of of ["id", "name"] as const) {
      expect(new Set(properties.map((each) => each[of])).size).toBe(properties.length);
    }
    for (const { words, visible } of properties) {
      expect(words[0]).not.toBe(words[1]);
      expect(visible).toBeGreaterThan(0);
    }
  });
});

describe("images without a flat background", () => {
  const colours = { data: Random.fromSeed(1).uniform(20 * 6 * 6 * 3), shape: [20, 6, 6, 3] };

  it("have no properties of ink, and colours are looked at in grey", () => {
    expect(flatBackground(colours)).toBeUndefined();
    const ids = propertyValues(colours, undefined).map(({ property }) => property.id);
    expect(ids).toEqual(["brightness", "contrast", "sharpness", "fine-detail", "speckle", "checkerboard"]);
    const [red = 0, green = 0, blue = 0] = colours.data;
    expect(greyOf(colours)[0]).toBeCloseTo((red + green + blue) / 3, 6);
  });
});

describe("differences of digits", async () => {
  const { x } = await (await openDataset("mnist-5k", { split: "train" })).all();
  const known = rows(x, 0, 400);
  const clean = rows(x, 400, 800);
  const background = flatBackground(known);
  const ofKnown = propertyValues(known, background);
  const found = (images: NdArray) =>
    propertyDifferences(propertyValues(images, background), ofKnown)
      .filter(({ pValue, effect }) => pValue <= 0.01 && Math.abs(effect) >= 0.2)
      .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect));

  it("are none between real ones", () => {
    expect(found(clean).map(({ property }) => property.id)).toEqual([]);
  });

  it.each([
    ["dilation", 1, "stroke-width", "they are thicker"],
    ["blur", 0.5, "sharpness", "they are more blurred"],
    ["noise", 0.1, "speckle", "they have more of it"],
    ["checkerboard", 0.1, "checkerboard", "they have more of it"],
    ["slanted", 0.3, "slant", "they lean further right"],
    ["fading", 0.2, "contrast", "they are fainter"],
  ])("are most of what was changed: %s of %f", (fault, strength, id, words) => {
    const planted = findFault(fault).plant(
      { images: clean, training: known, random: Random.fromSeed(2) },
      strength,
    );
    const [most] = found(planted).filter(({ property }) => property.named);
    expect([most?.property.id, most?.property.words[(most?.effect ?? 0) < 0 ? 0 : 1]]).toEqual([id, words]);
    expect(most?.interval[0]).toBeLessThan(most?.effect as number);
    expect(most?.interval[1]).toBeGreaterThan(most?.effect as number);
  });
});

it("adjusts chances for all properties, and has none where neither side varies", () => {
  const flat = { data: new Float32Array(10 * 16), shape: [10, 4, 4, 1] };
  const grey = { data: new Float32Array(10 * 16).fill(0.5), shape: [10, 4, 4, 1] };
  const same = propertyDifferences(propertyValues(flat, undefined), propertyValues(flat, undefined));
  expect(same.map(({ effect, pValue }) => [effect, pValue])).toEqual(same.map(() => [0, 1]));
  const other = propertyDifferences(propertyValues(grey, undefined), propertyValues(flat, undefined));
  expect(other.find(({ property }) => property.id === "brightness")?.pValue).toBe(0);
});
