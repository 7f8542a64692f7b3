import { finish, type Latents, type NdArray, type Subject } from "@ganlens/core";
import { expect, test } from "vitest";
import { arraySampleSet } from "../real/array-sample-set.ts";
import { fields, plantedSubject } from "../testdata/planted-subject.ts";
import { compareSubjects } from "./compare-subjects.ts";

const size = 6;
const good = (latents: Latents): NdArray => fields(latents.z, size);
/** Draws fields of half the contrast, and of fewer patterns. */
const worse = (latents: Latents): NdArray => {
  const { data, shape } = fields({ data: latents.z.data, shape: latents.z.shape }, 3);
  return { data: data.map((value) => 0.5 + (value - 0.5) / 2), shape };
};
const planted = (generate: (latents: Latents) => NdArray, name: string): Subject => ({
  ...plantedSubject({ size, generate, realRank: size, count: 1300 }),
  name,
});
/** The same generator, with a latent that nothing depends on: it cannot be drawn at the same latents. */
const wider: Subject = {
  ...plantedSubject({
    size: size + 1,
    realRank: size,
    generate: ({ z }) => {
      const count = z.shape[0] ?? 0;
      const data = Float32Array.from(
        { length: count * size },
        (_, i) => z.data[Math.floor(i / size) * (size + 1) + (i % size)] as number,
      );
      return fields({ data, shape: [count, size] }, size);
    },
  }),
  name: "wider",
};

test("never ranks a generator against itself, at the same latents or at others", async () => {
  for (let seed = 0; seed < 2; seed++) {
    const same = await finish(
      compareSubjects({ first: planted(good, "a"), second: planted(good, "b"), seed }),
    );
    expect(same.paired.same).toBe(true);
    expect(same.distances.map(({ better }) => better)).toEqual([null]);
    expect(same.pixelDifference?.equal.value).toBe(0);
    expect(same.pixelDifference?.different.value).toBeGreaterThan(0.01);
  }
  for (let seed = 0; seed < 5; seed++) {
    const apart = await finish(compareSubjects({ first: planted(good, "a"), second: wider, seed }));
    expect(apart.paired).toEqual({ same: false, why: expect.stringContaining("of different kinds") });
    expect(apart.pixelDifference).toBeUndefined();
    const [{ better, difference }] = apart.distances as [(typeof apart.distances)[number]];
    expect(better, `seed ${seed}`).toBeNull();
    expect(difference.interval.low).toBeLessThan(difference.interval.high);
  }
});

test("ranks a worse generator, whichever side it stands on", async () => {
  for (let seed = 0; seed < 2; seed++) {
    const ahead = await finish(
      compareSubjects({ first: planted(good, "good"), second: planted(worse, "worse"), seed }),
    );
    const [one] = ahead.distances;
    expect(one?.better).toBe("first");
    expect(one?.difference.interval.high).toBeLessThan(0);
    expect(one?.first.value).toBeLessThan(one?.second.value as number);
    const behind = await finish(
      compareSubjects({ first: planted(worse, "worse"), second: planted(good, "good"), seed }),
    );
    expect(behind.distances[0]?.better).toBe("second");
  }
});

test("calls neither nearer with few images, or where one has seen the real ones, and says why", async () => {
  const pair = { first: planted(good, "good"), second: planted(worse, "worse") };
  const few = await finish(compareSubjects({ ...pair, count: 100 }));
  expect(few.distances.map(({ better }) => better)).toEqual([null]);
  expect(few.notes.join(" ")).toMatch(/With 100 images of each neither is called nearer/);
  const { real } = pair.first;
  if (real === undefined) throw new Error("planted without real images");
  const seen = { ...pair.first, real: { ...real, unseen: false } };
  const one = await finish(compareSubjects({ ...pair, first: seen }));
  expect(one.distances.map(({ better }) => better)).toEqual([null]);
  expect(one.notes.join(" ")).toMatch(/trained on these real images/);
});

test("calls neither nearer where what the second was trained on is unknown, or other images were held out", async () => {
  const first = planted(good, "good");
  const { real, ...unknown } = planted(worse, "worse");
  if (real === undefined) throw new Error("planted without real images");
  const others = arraySampleSet({ x: good({ z: { data: new Float32Array(60), shape: [10, size] } }) });
  const elsewhere = { ...unknown, real: { ...real, open: async () => others } };
  for (const second of [unknown, elsewhere]) {
    const { distances, notes } = await finish(compareSubjects({ first, second }));
    expect(distances.map(({ better }) => better)).toEqual([null]);
    expect(distances[0]?.difference.interval.high).toBeLessThan(0);
    expect(notes.join(" ")).toMatch(/not known that it was not/);
  }
});

test("compares without real images too, and refuses other sizes with the numbers", async () => {
  const { real: _, ...first } = planted(good, "a");
  const { real: __, ...second } = planted(worse, "b");
  const found = await finish(compareSubjects({ first, second, count: 50 }));
  expect(found.distances).toEqual([]);
  expect(found.notes.join(" ")).toContain("no real images");
  expect(found.images.first.shape).toEqual([20, 8, 8, 1]);
  const odd: Subject = { ...second, imageShape: [27, 27, 2] };
  await expect(finish(compareSubjects({ first, second: odd }))).rejects.toThrow(
    /8 × 8 × 1 and b 27 × 27 × 2/,
  );
});

test("stops when asked to", async () => {
  const controller = new AbortController();
  const going = compareSubjects({
    first: planted(good, "a"),
    second: planted(good, "b"),
    signal: controller.signal,
  });
  await going.next();
  controller.abort();
  await expect(finish(going)).rejects.toThrow(/stopped/);
});
