import {
  ConfigInvalidError,
  type NdArray,
  Random,
  RunUnsupportedError,
  ShapeError,
  sha256Hex,
} from "@ganlens/core";
import { describe, expect, it } from "vitest";
import type { FaultInput } from "./fault.ts";
import { faults, findFault } from "./faults.ts";

const count = 200;
const side = 8;

/** Images whose values are all different, so that every image and every place can be told apart. */
function images(n: number, channels: number, seed: number): NdArray {
  const random = Random.fromSeed(seed);
  return { data: random.uniform(n * side * side * channels), shape: [n, side, side, channels] };
}

function inputOf(channels: number, seed = 1): FaultInput {
  return {
    images: images(count, channels, 10),
    labels: Int32Array.from({ length: count }, (_, i) => i % 4),
    training: images(150, channels, 11),
    random: Random.fromSeed(seed),
  };
}

/** A strength that 200 images can hold. */
const strengthsHere = (id: string): readonly number[] =>
  id === "few-images" ? [60, 1] : findFault(id).strengths;
const rowsOf = ({ data, shape }: NdArray): Float32Array[] => {
  const size = data.length / (shape[0] as number);
  return Array.from({ length: shape[0] as number }, (_, i) => data.slice(i * size, (i + 1) * size));
};
const names = (array: NdArray): string[] => rowsOf(array).map((row) => row.join());
/** Places of images that are not what they were. */
const changedRows = (before: NdArray, after: NdArray): number[] => {
  const old = names(before);
  return names(after).flatMap((row, i) => (row === old[i] ? [] : [i]));
};
/** Thousands of values are told apart by hash: comparing them one by one takes seconds. */
const hash = (data: Float32Array): string => sha256Hex(new Uint8Array(data.slice().buffer));
const plant = (id: string, strength: number, input = inputOf(1)): NdArray =>
  findFault(id).plant(input, strength);

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

const replacing = ["exact-copies", "shifted-copies", "noised-copies", "part-copies", "interpolations"];

describe.each(replacing)("%s", (id) => {
  it("replaces that share of the images, and a greater share replaces the same and more", () => {
    const { images: before } = inputOf(1);
    let weaker: number[] = [];
    let values: Float32Array[] = [];
    for (const [strength, expected] of [
      [0.01, 2],
      [0.02, 4],
      [0.05, 10],
      [0.1, 20],
    ] as const) {
      const planted = plant(id, strength);
      const changed = changedRows(before, planted);
      expect(planted.shape[0]).toBe(count);
      expect(changed).toHaveLength(expected);
      expect(changed).toEqual(expect.arrayContaining(weaker));
      const rows = rowsOf(planted);
      expect(weaker.map((row) => rows[row])).toEqual(values);
      weaker = changed;
      values = changed.map((row) => rows[row] as Float32Array);
    }
  });

  it("needs enough images for the share, and training images of their shape", () => {
    const few = { ...inputOf(1), images: images(40, 1, 1), labels: new Int32Array(40) };
    expect(() => plant(id, 0.01, few)).toThrow(
      "Expected at least 50 images to take 1 % of them, received 40.",
    );
    expect(() => plant(id, 0.1, { ...inputOf(1), training: images(9, 3, 1) })).toThrow(ShapeError);
    const none = { data: new Float32Array(), shape: [0, side, side, 1] };
    expect(() => plant(id, 0.1, { ...inputOf(1), training: none })).toThrow(RunUnsupportedError);
    expect(() => plant(id, 1.1)).toThrow(ConfigInvalidError);
  });
});

describe("copies of training images", () => {
  const input = inputOf(1);
  const pictures = rowsOf(input.training);
  const planted = (id: string, strength = 0.1, given = input) => {
    const after = plant(id, strength, given);
    const rows = rowsOf(after);
    return changedRows(given.images, after).map((row) => ({
      now: rows[row] as Float32Array,
      was: rowsOf(given.images)[row] as Float32Array,
    }));
  };
  const at = (row: number, column: number) => row * side + column;

  it("are exact and of different images as long as there are any", () => {
    const known = new Set(names(input.training));
    const copies = planted("exact-copies", 0.75).map(({ now }) => now.join());
    expect(copies).toHaveLength(150);
    expect(new Set(copies)).toEqual(known);
    const again = planted("exact-copies", 1).map(({ now }) => now.join());
    const counts = [...known].map((name) => again.filter((copy) => copy === name).length);
    expect(new Set(counts)).toEqual(new Set([1, 2]));
  });

  it("are shifted by one pixel in one of four directions, with the edge repeated", () => {
    const ways = new Set<string>();
    for (const { now } of planted("shifted-copies")) {
      const found = [
        [-1, 0],
        [1, 0],
        [0, -1],
        [0, 1],
      ].filter(([down = 0, right = 0]) =>
        pictures.some((picture) =>
          now.every((value, i) => {
            const row = Math.min(side - 1, Math.max(0, Math.floor(i / side) - down));
            const column = Math.min(side - 1, Math.max(0, (i % side) - right));
            return value === picture[at(row, column)];
          }),
        ),
      );
      expect(found).toHaveLength(1);
      ways.add(String(found[0]));
    }
    expect(ways.size).toBe(4);
  });

  it("carry noise of .1 and are clipped", () => {
    const middle = {
      ...input,
      training: { data: new Float32Array(2 * 64).fill(0.5), shape: [2, side, side, 1] },
    };
    const values = planted("noised-copies", 1, middle).flatMap(({ now }) => [...now]);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.005);
    expect(Math.abs(Math.sqrt(variance) - 0.1)).toBeLessThan(0.003);
    const black = { ...input, training: { data: new Float32Array(64), shape: [1, side, side, 1] } };
    const dark = planted("noised-copies", 1, black).flatMap(({ now }) => [...now]);
    expect(Math.abs(dark.filter((value) => value === 0).length / dark.length - 0.5)).toBeLessThan(0.02);
  });

  it("keep one half of the image that they replace, each half in turn", () => {
    const seen = new Set<string>();
    for (const { now, was } of planted("part-copies")) {
      const same = Array.from(now, (value, i) => value === was[i]);
      const halves = {
        top: same.slice(0, 32).every(Boolean),
        bottom: same.slice(32).every(Boolean),
        left: same.every((kept, i) => kept || i % side >= 4),
        right: same.every((kept, i) => kept || i % side < 4),
      };
      expect(same.filter(Boolean)).toHaveLength(32);
      const kept = Object.entries(halves).filter(([, whole]) => whole);
      expect(kept).toHaveLength(1);
      seen.add(kept[0]?.[0] as string);
      const others = same.flatMap((one, i) => (one ? [] : [i]));
      expect(pictures.filter((picture) => others.every((i) => picture[i] === now[i]))).toHaveLength(1);
    }
    expect(seen.size).toBe(4);
  });

  it("lie between two images", () => {
    const two = {
      ...input,
      training: { data: input.training.data.subarray(0, 128), shape: [2, side, side, 1] },
    };
    const [first, second] = pictures as [Float32Array, Float32Array];
    const weights = planted("interpolations", 0.5, two).map(({ now }) => {
      const shares = Array.from(
        now,
        (value, i) => (value - (second[i] as number)) / ((first[i] as number) - (second[i] as number)),
      );
      const sorted = shares.toSorted((a, b) => a - b);
      const weight = sorted[32] as number;
      expect(
        Math.max(
          ...now.map((v, i) =>
            Math.abs(v - weight * (first[i] as number) - (1 - weight) * (second[i] as number)),
          ),
        ),
      ).toBeLessThan(1e-6);
      return weight;
    });
    expect(weights).toHaveLength(100);
    expect(Math.min(...weights)).toBeGreaterThanOrEqual(0.2499);
    expect(Math.min(...weights)).toBeLessThan(0.3);
    expect(Math.max(...weights)).toBeLessThanOrEqual(0.7501);
    expect(() =>
      plant("interpolations", 0.5, { ...input, training: { data: first, shape: [1, side, side, 1] } }),
    ).toThrow(RunUnsupportedError);
  });
});

describe("what is missing or repeated", () => {
  it.each([
    [0.25, 13],
    [0.5, 25],
    [1, 50],
  ])("takes away that share of one class and nothing else: %f", (strength, missing) => {
    const input = inputOf(1);
    const left = new Set(names(plant("class-missing", strength, input)));
    const gone = names(input.images).flatMap((name, i) => (left.has(name) ? [] : [i % 4]));
    expect(gone).toHaveLength(missing);
    expect(new Set(gone).size).toBe(1);
    expect(left.size).toBe(count - missing);
  });

  it.each([2, 3])("draws one class %i times as often by taking others away", (times) => {
    const input = inputOf(1);
    const kept = rowsOf(plant("class-overdrawn", times, input));
    const rows = kept.map((row) => names(input.images).indexOf(row.join()));
    const shares = [0, 1, 2, 3].map((c) => rows.filter((row) => row % 4 === c).length / rows.length);
    expect(Math.max(...shares)).toBeCloseTo(times / 4, 1);
    expect(rows).toEqual([...rows].sort((a, b) => a - b));
    const { labels: _, ...unlabelled } = input;
    expect(() => plant("class-overdrawn", times, unlabelled)).toThrow(/received no labels/);
    expect(() => plant("class-overdrawn", 5, input)).toThrow(/5 times as often/);
  });

  it("takes away one image and those that are most like it", () => {
    // Two clusters far apart: whichever image is drawn, all that goes is of its own cluster.
    const dark = images(200, 1, 10);
    const x = {
      data: dark.data.map((value, i) => value / 4 + (Math.floor(i / (side * side)) % 2 === 0 ? 0 : 0.7)),
      shape: dark.shape,
    };
    const kept = names(plant("kind-missing", 0.2, { ...inputOf(1), images: x }));
    const gone = names(x).flatMap((name, row) => (kept.includes(name) ? [] : [row % 2]));
    expect(gone).toHaveLength(40);
    expect(new Set(gone).size).toBe(1);
    expect(() => plant("kind-missing", 1)).toThrow(/images that stay/);
  });

  it("draws the class, and needs two of them", () => {
    const classOf = (seed: number) => {
      const left = new Set(names(plant("class-missing", 1, inputOf(1, seed))));
      return names(inputOf(1).images).findIndex((name) => !left.has(name));
    };
    expect(new Set(Array.from({ length: 30 }, (_, seed) => classOf(seed)))).toEqual(new Set([0, 1, 2, 3]));
    const { labels, ...unlabelled } = inputOf(1);
    expect(() => plant("class-missing", 1, unlabelled)).toThrow(/received no labels/);
    expect(() => plant("class-missing", 1, { ...unlabelled, labels: new Int32Array(count) })).toThrow(
      /at least 2 classes/,
    );
    expect(labels).toHaveLength(count);
  });

  it.each([1, 60])("leaves %i different images of the set", (k) => {
    const { images: before } = inputOf(1);
    const after = names(plant("few-images", k));
    const known = names(before);
    expect(after).toHaveLength(count);
    expect(new Set(after).size).toBe(k);
    expect(after.every((name) => known.includes(name))).toBe(true);
  });

  it("needs more images than are to be left, and a whole number of them", () => {
    expect(() => plant("few-images", 200)).toThrow(/more than 200 images/);
    expect(() => plant("few-images", 1.5)).toThrow(ConfigInvalidError);
  });

  it.each([
    [0.05, 10],
    [0.2, 40],
    [0.75, 150],
  ])("repeats other images of the set in a share: %f", (strength, repeats) => {
    const input = inputOf(1);
    const after = plant("duplicates", strength, input);
    const known = names(input.images);
    expect(changedRows(input.images, after)).toHaveLength(repeats);
    expect(new Set(names(after)).size).toBe(count - repeats);
    expect(names(after).every((name) => known.includes(name))).toBe(true);
  });

  it("needs an image that stays", () => {
    expect(() => plant("duplicates", 1)).toThrow(RunUnsupportedError);
  });
});

describe("what is wrong with every image", () => {
  /** One white pixel of one channel in an image of two channels, five by seven. */
  const impulse = (): FaultInput => {
    const data = new Float32Array(5 * 7 * 2);
    data[(2 * 7 + 3) * 2 + 1] = 1;
    const all = { data, shape: [1, 5, 7, 2] };
    return { images: all, training: all, random: Random.fromSeed(1) };
  };
  const value = ({ data }: NdArray, row: number, column: number, channel = 1) =>
    data[(row * 7 + column) * 2 + channel] as number;

  it("blurs by a Gaussian of that width, channel by channel, and keeps the sum", () => {
    for (const deviation of [0.5, 1]) {
      const blurred = plant("blur", deviation, impulse());
      const bell = (distance: number) => Math.exp(-(distance ** 2) / (2 * deviation ** 2));
      expect(value(blurred, 2, 4) / value(blurred, 2, 3)).toBeCloseTo(
        (bell(1) + bell(8)) / (bell(0) + bell(7) * 2),
        4,
      );
      expect(blurred.data.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 5);
      expect(blurred.data.every((each, i) => i % 2 === 1 || each === 0)).toBe(true);
    }
  });

  it("reflects at the edge when it blurs: a flat image stays flat, and a step at the edge weighs twice", () => {
    const flat = { data: new Float32Array(70).fill(0.3), shape: [1, 5, 7, 2] };
    const input = { images: flat, training: flat, random: Random.fromSeed(1) };
    for (const each of plant("blur", 1, input).data) expect(each).toBeCloseTo(0.3, 6);
    const data = new Float32Array(5);
    data[0] = 1;
    const line = { data, shape: [1, 1, 5, 1] };
    const blurred = plant("blur", 0.5, { images: line, training: line, random: Random.fromSeed(1) }).data;
    const bell = (distance: number) => Math.exp(-2 * distance ** 2);
    const total = 1 + 2 * (bell(1) + bell(2));
    expect(blurred[0]).toBeCloseTo((bell(0) + bell(1)) / total, 6);
    expect(blurred[1]).toBeCloseTo((bell(1) + bell(2)) / total, 6);
  });

  it("dilates to a square, channel by channel", () => {
    const dilated = plant("dilation", 1, impulse());
    for (let row = 0; row < 5; row++) {
      for (let column = 0; column < 7; column++) {
        const near = Math.abs(row - 2) <= 1 && Math.abs(column - 3) <= 1;
        expect([value(dilated, row, column), value(dilated, row, column, 0)]).toEqual([near ? 1 : 0, 0]);
      }
    }
  });

  it("adds noise of that width to every value", () => {
    const grey = { data: new Float32Array(64 * 100).fill(0.5), shape: [100, side, side, 1] };
    for (const deviation of [0.05, 0.1]) {
      const { data } = plant("noise", deviation, {
        images: grey,
        training: grey,
        random: Random.fromSeed(2),
      });
      const variance = data.reduce((sum, each) => sum + (each - 0.5) ** 2, 0) / data.length;
      expect(Math.abs(Math.sqrt(variance) / deviation - 1)).toBeLessThan(0.03);
    }
  });

  it("shifts all images the same way, by that many pixels", () => {
    for (const distance of [1, 2]) {
      const ways = new Set<string>();
      for (let seed = 0; seed < 20; seed++) {
        const shifted = plant("shift", distance, { ...impulse(), random: Random.fromSeed(seed) });
        const at = (shifted.data.indexOf(1) - 1) / 2;
        expect(shifted.data.filter((each) => each > 0)).toHaveLength(1);
        const [down, right] = [Math.floor(at / 7) - 2, (at % 7) - 3];
        expect(Math.abs(down) + Math.abs(right)).toBe(distance);
        ways.add(`${down} ${right}`);
      }
      expect(ways.size).toBe(4);
    }
    const input = inputOf(1);
    const first = {
      ...input,
      images: { data: input.images.data.subarray(0, 64), shape: [1, side, side, 1] },
      labels: new Int32Array(1),
    };
    expect(plant("shift", 1, first).data).toEqual(plant("shift", 1, input).data.subarray(0, 64));
    expect(() => plant("shift", 5, impulse())).toThrow(/larger than a shift by 5 px/);
  });

  it("slants by whole pixels: what is above the middle goes right, what is below goes left", () => {
    const column = new Float32Array(5 * 7 * 2);
    for (let row = 0; row < 5; row++) column[(row * 7 + 3) * 2] = 1;
    const all = { data: column, shape: [1, 5, 7, 2] };
    const { data } = plant("slanted", 1, { images: all, training: all, random: Random.fromSeed(1) });
    const places = Array.from(data).flatMap((each, i) => (each === 1 ? [i] : []));
    expect(places).toEqual([5, 4, 3, 2, 1].map((at, row) => (row * 7 + at) * 2));
  });

  it("blackens a block in the middle of a bright part, the same in every image", () => {
    const data = new Float32Array(200 * 144).fill(0.1);
    // The right third is bright: its three parts are those that may lose a block.
    for (let i = 0; i < data.length; i++) if (i % 12 >= 8) data[i] = 0.9;
    const all = { data, shape: [200, 12, 12, 1] };
    const lost = Array.from({ length: 20 }, (_, seed) =>
      plant("block-lost", 1, { images: all, training: all, random: Random.fromSeed(seed) }),
    );
    for (const { data: after } of lost) expect(after.filter((each) => each === 0)).toHaveLength(200 * 9);
    const firsts = new Set(lost.map(({ data: after }) => after.indexOf(0)));
    expect(firsts).toEqual(new Set([12 + 9, 5 * 12 + 9, 9 * 12 + 9]));
    expect(() =>
      plant("block-lost", 1, { ...impulse(), images: { ...all, data: data.map(() => 0) } }),
    ).toThrow(/not black/);
  });

  it("fades every value by that share", () => {
    const { images: before } = inputOf(1);
    const after = plant("fading", 0.2);
    expect(after.data.every((each, i) => Math.abs(each - 0.8 * (before.data[i] as number)) < 1e-6)).toBe(
      true,
    );
  });

  it("takes [0, 1] for [−1, 1]", () => {
    const { images: before } = inputOf(1);
    const after = plant("value-range", 1);
    expect(after.data.every((each, i) => Math.abs(each - ((before.data[i] as number) + 1) / 2) < 1e-6)).toBe(
      true,
    );
    expect(() => plant("value-range", 0.5)).toThrow(ConfigInvalidError);
  });

  it("lays a checkerboard over every channel", () => {
    const grey = { data: new Float32Array(5 * 7 * 2 * 2).fill(0.5), shape: [2, 5, 7, 2] };
    const { data } = plant("checkerboard", 0.1, { images: grey, training: grey, random: Random.fromSeed(1) });
    for (let i = 0; i < data.length; i++) {
      const pixel = Math.floor((i % 70) / 2);
      const even = (Math.floor(pixel / 7) + (pixel % 7)) % 2 === 0;
      expect(data[i]).toBeCloseTo(even ? 0.6 : 0.4, 6);
    }
  });

  it("blackens one corner of a share of the images, and says where it is black already", () => {
    const input = inputOf(3);
    for (const [strength, expected] of [
      [0.2, 40],
      [1, 200],
    ] as const) {
      const after = plant("corner-lost", strength, input);
      const changed = changedRows(input.images, after);
      expect(changed).toHaveLength(expected);
      const rows = rowsOf(after);
      const black = changed.map((row) =>
        (rows[row] as Float32Array).reduce((list, each, i) => (each === 0 ? `${list} ${i}` : list), ""),
      );
      expect(new Set(black).size).toBe(1);
      expect((black[0] as string).trim().split(" ")).toHaveLength(2 * 2 * 3);
    }
    const corners = Array.from({ length: 20 }, (_, seed) =>
      plant("corner-lost", 1, inputOf(1, seed)).data.indexOf(0),
    );
    expect(new Set(corners)).toEqual(new Set([0, 6, 48, 54]));
    expect(() => plant("corner-lost", 1, impulse())).toThrow(/whose corner is not black/);
  });
});
