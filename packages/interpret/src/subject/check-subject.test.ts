import { finish, MemoryRunStore, type NdArray, Random, type Subject } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { explain } from "../explain.ts";
import { lenses } from "../lenses/lenses.ts";
import { arraySampleSet } from "../real/array-sample-set.ts";
import { countingSubject } from "../testdata/counting-subject.ts";
import { checkSubject } from "./check-subject.ts";
import { samplesSubject } from "./samples-subject.ts";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

type Shape = readonly [number, number, number];
/** Images whose values go evenly from `low` to `high`. */
const ramp = (count: number, shape: Shape, low = 0, high = 1): NdArray => {
  const size = count * shape[0] * shape[1] * shape[2];
  return {
    data: Float32Array.from({ length: size }, (_, i) => low + ((high - low) * ((i * 7) % 101)) / 100),
    shape: [count, ...shape],
  };
};
interface Planted {
  readonly shape?: Shape;
  readonly range?: readonly [number, number];
  readonly realShape?: Shape | null;
  readonly realRange?: readonly [number, number];
  readonly heldOutRange?: readonly [number, number];
  readonly change?: (images: NdArray) => void;
}
function planted({
  shape = [4, 4, 1],
  range = [0, 1],
  realShape = shape,
  realRange = [0, 1],
  heldOutRange = realRange,
  change,
}: Planted): Subject {
  // Held-out images are the same ramp, a little brighter: no image is in both sets.
  const real = ([low, high]: readonly [number, number], brighter = 0) =>
    arraySampleSet({ x: ramp(300, realShape ?? shape, low, high + brighter) });
  return {
    ...countingSubject(),
    name: "theirs",
    imageShape: shape,
    generate: async ({ z }) => {
      const images = ramp(z.shape[0] as number, shape, ...range);
      change?.(images);
      return images;
    },
    ...(realShape === null
      ? {}
      : {
          real: {
            unseen: true,
            heldOutWords: "held-out real images",
            open: async (part) => (part === "train" ? real(realRange) : real(heldOutRange, 1e-3)),
          },
        }),
  };
}
const rows = (images: NdArray, bad: (row: number) => boolean, value: number) => {
  const width = images.data.length / (images.shape[0] as number);
  for (let i = 0; i < images.data.length; i++) if (bad(Math.floor(i / width))) images.data[i] = value;
};

const refused: readonly (readonly [string, Planted, RegExp, RegExp])[] = [
  [
    "27 × 27 × 2 against 28 × 28 × 1",
    { shape: [27, 27, 2], realShape: [28, 28, 1] },
    /draws, 27 × 27 × 2, received 28 × 28 × 1/,
    /Nothing is resized/,
  ],
  [
    "16 × 16 against 8 × 8",
    { shape: [16, 16, 1], realShape: [8, 8, 1] },
    /16 × 16 × 1, received 8 × 8 × 1/,
    /--size/,
  ],
  [
    "grey against colours",
    { shape: [4, 4, 3], realShape: [4, 4, 1] },
    /4 × 4 × 3, received 4 × 4 × 1/,
    /--channels/,
  ],
  ["two channels", { shape: [4, 4, 2], realShape: null }, /4 × 4 × 2/, /./],
  ["two channels on both sides", { shape: [4, 4, 2] }, /4 × 4 × 2/, /./],
  ["[−1, 1] that was called [0, 1]", { range: [-1, 1] }, /from -1 to 1/, /--range -1,1/],
  ["0–255 that was called [0, 1]", { range: [0, 255] }, /from 0 to 255/, /--range 0,255|0,255/],
  [
    "[0, 1] that was called [−1, 1]",
    { range: [0.5, 1] },
    /never fall below 0\.5/,
    /sigmoid gives --range 0,1/,
  ],
  [
    "real data in [−1, 1]",
    { realRange: [-1, 1] },
    /real images with values from 0 to 1, received values from -1 to 1/,
    /Map them/,
  ],
  ["real data in bytes", { realRange: [0, 255] }, /received values from 0 to 255/, /Divide bytes by 255/],
  ["held-out data in bytes", { heldOutRange: [0, 255] }, /received values from 0 to 255/, /255/],
  [
    "hardly a finite image",
    { change: (images) => rows(images, (row) => row % 20 !== 3, Number.NaN) },
    /generator theirs gives values that are not finite at 94\.9 % of 256 latents \(the first is number 1\)/,
    /weights/,
  ],
];

describe("checkSubject", () => {
  it("has nothing to say of a sound subject", async () => {
    expect(await checkSubject(planted({}))).toEqual([]);
    expect(await checkSubject(planted({ realShape: null }))).toEqual([]);
    expect(await checkSubject(planted({ shape: [4, 5, 3] }))).toEqual([]);
  });

  it.each(refused)("refuses %s in one sentence with the numbers", async (_, options, message, hint) => {
    await expect(checkSubject(planted(options))).rejects.toThrow(
      expect.objectContaining({ message: expect.stringMatching(message), hint: expect.stringMatching(hint) }),
    );
  });

  it("refuses before anything is trained or kept", async () => {
    for (const [, options] of refused) {
      const store = new MemoryRunStore();
      const subject = planted(options);
      const asked = subject.real === undefined ? lenses.filter(({ id }) => id === "identifiability") : lenses;
      await expect(finish(explain({ subject, lenses: asked, store }))).rejects.toMatchObject({
        hint: expect.any(String),
      });
      expect(await store.list()).toEqual([]);
    }
  });

  it("names the generator, the share and the first where some values are not finite, and explains the rest", async () => {
    const notes = await checkSubject(
      planted({ change: (images) => rows(images, (row) => row % 4 === 2, Number.POSITIVE_INFINITY) }),
    );
    expect(notes).toEqual([
      "The generator theirs gives values that are not finite at 25 % of 256 latents (the first is number 3); what is explained is the rest.",
    ]);
    const one = await checkSubject(
      planted({ change: (images) => rows(images, (row) => row === 9, Number.NaN) }),
    );
    expect(one[0]).toMatch(/at 0\.391 % of 256 latents \(the first is number 10\)/);
  });

  it("looks at latents of a file as they are, those with nothing finite included", async () => {
    const given = { z: { data: Float32Array.from({ length: 40 }, (_, i) => (i % 10) / 10), shape: [20, 2] } };
    const subject = { ...countingSubject({ given, broken: (first) => first === 0 }), name: "theirs" };
    const [note] = await checkSubject(subject);
    expect(note).toMatch(
      /^The generator theirs gives values that are not finite at 20 % of 20 latents \(the first is number 1\)/,
    );
  });

  it("says where a generator draws one image, where it leaves its range a little, where it is black", async () => {
    const still = await checkSubject(planted({ change: ({ data }) => data.fill(0.5) }));
    expect(still.join()).toMatch(/one and the same image at all of 256 latents/);
    const over = await checkSubject(planted({ range: [-0.1, 1.1] }));
    expect(over).toEqual([expect.stringMatching(/reach from -0\.1 to 1\.1 where black is 0/)]);
    const black = await checkSubject(planted({ range: [0, 1 / 255] }));
    expect(black).toEqual([expect.stringMatching(/never rise above 0\.00392.*range is another one/)]);
  });

  it("refuses real data with values that are not finite: the data are named, not the generator", async () => {
    const x = ramp(50, [4, 4, 1]);
    x.data[40] = Number.NaN;
    const subject = {
      ...planted({}),
      real: { unseen: true, heldOutWords: "", open: async () => arraySampleSet({ x }) },
    };
    await expect(checkSubject(subject)).rejects.toThrow(
      /^Expected real images of finite values, but 1 of the first 50/,
    );
  });

  it("speaks of samples where there is no generator", async () => {
    const x = ramp(40, [4, 4, 1]);
    rows(x, (row) => row === 0, Number.NaN);
    const subject = samplesSubject({ name: "samples", fingerprint: "s", samples: arraySampleSet({ x }) });
    expect((await checkSubject(subject))[0]).toMatch(/2\.5 % of 40 samples \(the first is number 1\)/);
  });

  it("counts unseen images that are training images written anew, and none where nothing overlaps", async () => {
    const drawn = (seed: number, count: number): NdArray => ({
      data: Random.fromSeed(seed).uniform(count * 64),
      shape: [count, 8, 8, 1],
    });
    const train = drawn(1, 600);
    const others = drawn(2, 100);
    const notesOf = (heldOut: NdArray) => {
      const sets = { train: arraySampleSet({ x: train }), "held-out": arraySampleSet({ x: heldOut }) };
      const real = { unseen: true, heldOutWords: "held-out real images" } as const;
      const subject = planted({ shape: [8, 8, 1] });
      return checkSubject({ ...subject, real: { ...real, open: async (part) => sets[part] } });
    };
    expect(await notesOf(others)).toEqual([]);
    const written = train.data.subarray(0, 10 * 64).map((value) => Math.round(255 * value) / 255);
    const data = Float32Array.from([...written, ...others.data]);
    expect(await notesOf({ data, shape: [110, 8, 8, 1] })).toEqual([
      "10 of 110 held-out real images are nearly the same as training images: what is called unseen here is not all unseen.",
    ]);
  });
});
