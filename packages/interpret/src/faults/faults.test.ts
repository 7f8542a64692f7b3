import { ConfigInvalidError, RunUnsupportedError, ShapeError } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { count, hash, inputOf, plant, side, strengthsHere } from "../testdata/fault-trials.ts";
import type { FaultInput } from "./fault.ts";
import { faults, findFault } from "./faults.ts";

describe.each(faults.map(({ id }) => id))("%s", (id) => {
  it.each([1, 3])(
    "gives images of [0, 1] that are others, the same for a seed, with %i channels",
    (channels) => {
      for (const strength of strengthsHere(id)) {
        const input = inputOf(channels);
        const before = { images: input.images.data.slice(), state: input.random.state };
        const planted = plant(id, strength, input);
        expect(planted.shape.slice(1)).toEqual([side, side, channels]);
        expect(planted.shape[0]).toBeLessThanOrEqual(count);
        expect(planted.data.length).toBe((planted.shape[0] as number) * side * side * channels);
        expect(planted.data.every((value) => value >= 0 && value <= 1)).toBe(true);
        expect(hash(planted.data)).not.toBe(hash(before.images));
        expect(hash(plant(id, strength, inputOf(channels)).data)).toBe(hash(planted.data));
        expect(hash(input.images.data)).toBe(hash(before.images));
        expect(input.random.state).toEqual(before.state);
      }
    },
  );

  it("refuses strengths that it does not know, and what are no images", () => {
    for (const strength of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => plant(id, strength)).toThrow(ConfigInvalidError);
    }
    const strength = strengthsHere(id)[0] as number;
    const input = inputOf(1);
    const attempt = (change: Partial<FaultInput>) => () => plant(id, strength, { ...input, ...change });
    expect(attempt({ images: { data: input.images.data, shape: [count, side * side] } })).toThrow(ShapeError);
    expect(attempt({ images: { data: input.images.data, shape: [count, side, side, 3] } })).toThrow(
      ShapeError,
    );
    expect(attempt({ labels: Int32Array.of(1) })).toThrow(/one label for each of the 200 images/);
    expect(attempt({ images: { data: new Float32Array(), shape: [0, side, side, 1] } })).toThrow(
      RunUnsupportedError,
    );
    for (const value of [Number.NaN, -0.1, 1.1]) {
      const data = input.images.data.slice();
      data[70] = value;
      expect(attempt({ images: { data, shape: input.images.shape } })).toThrow(/values in \[0, 1\]/);
    }
  });

  it("says what it is in words that end no sentence", () => {
    const { strengths, title, unit } = findFault(id);
    const titles = strengths.map((strength) => title(strength));
    expect(new Set(titles).size).toBe(strengths.length);
    for (const words of [...titles, unit]) expect(words).toMatch(/^[a-z0-9].*[^.]$/);
  });
});

it("has titles for sentences, and finds faults by name", () => {
  expect(findFault("exact-copies").title(0.05)).toBe("5 % exact copies of training images");
  expect(findFault("class-missing").title(1)).toBe("one class missing");
  expect(findFault("class-missing").title(0.25)).toBe("25 % of one class missing");
  expect(findFault("blur").title(0.5)).toBe("blur of 0.5 px");
  expect(findFault("few-images").title(1)).toBe("every image the same");
  expect(new Set(faults.map(({ id }) => id)).size).toBe(faults.length);
  expect(() => findFault("exact-copy")).toThrow(ConfigInvalidError);
  expect(() => findFault("exact-copy")).toThrow('Expected the name of a fault, received "exact-copy".');
});
