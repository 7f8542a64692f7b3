import { finish, type Latents, type NdArray, Random, type Subject } from "@ganlens/core";
import { expect, test } from "vitest";
import { jacobianProducts } from "../subject/jacobian-products.ts";
import { plantedSubject } from "../testdata/planted-subject.ts";
import { projectImages } from "./project-images.ts";

const side = 8;
const pixels = side * side;
const size = 5;

/** Smooth, curved and one to one: pixels are sigmoids of fixed random mixtures of z, and of the class. */
function images({ z, labels }: Latents): NdArray {
  const count = z.shape[0] ?? 0;
  const weights = Random.fromSeed(11).normal(pixels * size);
  const classes = Random.fromSeed(12).normal(pixels * 3);
  const data = new Float32Array(count * pixels);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < pixels; k++) {
      let sum = labels === undefined ? 0 : 2 * (classes[(labels[i] as number) * pixels + k] as number);
      for (let j = 0; j < size; j++)
        sum += (weights[k * size + j] as number) * (z.data[i * size + j] as number);
      data[i * pixels + k] = 1 / (1 + Math.exp(-0.7 * sum));
    }
  }
  return { data, shape: [count, side, side, 1] };
}

function planted(label?: { readonly classes: number; readonly distribution: readonly number[] }): Subject {
  const subject = plantedSubject({ size, generate: images, realRank: 3, ...(label ? { label } : {}) });
  return { ...subject, products: jacobianProducts(subject) };
}

const truth: Latents = {
  z: {
    data: Random.fromSeed(5)
      .split("truth")
      .normal(3 * size),
    shape: [3, size],
  },
};

test("recovers the latents of images that the generator drew, and calls them far below random pairs", async () => {
  const found = await finish(
    projectImages({ subject: planted(), images: images(truth), steps: 120, searched: 200 }),
  );
  expect(found.start).toBe("search");
  for (let i = 0; i < 3 * size; i++) {
    expect(Math.abs((found.latents.z.data[i] as number) - (truth.z.data[i] as number))).toBeLessThan(0.05);
  }
  for (let i = 0; i < 3; i++) {
    expect(found.errors[i]).toBeLessThan(0.01 * (found.random.errors[i] as number));
    expect(found.errors[i]).toBeLessThanOrEqual(found.startErrors[i] as number);
  }
  expect(found.random.n).toBe(200);
  expect(found.images.shape).toEqual([3, side, side, 1]);
});

test("does not reconstruct noise: its error stays about that of random pairs", async () => {
  const noise = { data: Random.fromSeed(9).uniform(4 * pixels), shape: [4, side, side, 1] };
  const found = await finish(projectImages({ subject: planted(), images: noise, steps: 120, searched: 200 }));
  for (let i = 0; i < 4; i++)
    expect(found.errors[i]).toBeGreaterThan(0.4 * (found.random.errors[i] as number));
});

test("finds the class among those that are tried", async () => {
  const labelled = { ...truth, labels: Int32Array.of(2, 0, 1) };
  const subject = planted({ classes: 3, distribution: [1 / 3, 1 / 3, 1 / 3] });
  const given = { subject, images: images(labelled), steps: 60, searched: 150 };
  const found = await finish(projectImages(given));
  expect([...(found.latents.labels ?? [])]).toEqual([2, 0, 1]);
  const one = await finish(projectImages({ ...given, labels: [1] }));
  expect([...(one.latents.labels ?? [])]).toEqual([1, 1, 1]);
  expect(one.errors[0]).toBeGreaterThan(10 * (found.errors[0] as number));
  await expect(finish(projectImages({ ...given, labels: [3] }))).rejects.toThrow(/from 0 to 2.*received 3/);
});

test("starts at the subject's encoder where it has one", async () => {
  const subject: Subject = {
    ...planted(),
    encode: async ({ shape }) => ({
      data: truth.z.data.slice(0, (shape[0] ?? 0) * size),
      shape: [shape[0] ?? 0, size],
    }),
  };
  const found = await finish(projectImages({ subject, images: images(truth), steps: 1, searched: 50 }));
  expect(found.start).toBe("encoder");
  for (const error of found.errors) expect(error).toBeLessThan(1e-10);
});

test("stays within a uniform prior", async () => {
  const base = planted();
  const spec = { parts: [{ kind: "noise", name: "noise", size, prior: "uniform" }] } as const;
  const latents = {
    spec,
    draw: (n: number, random: Random) => ({
      z: { data: random.uniform(n * size, { low: -1, high: 1 }), shape: [n, size] },
    }),
  };
  const far = images({ z: { data: new Float32Array(size).fill(3), shape: [1, size] } });
  const found = await finish(
    projectImages({ subject: { ...base, latents }, images: far, steps: 60, searched: 100 }),
  );
  for (const value of found.latents.z.data) expect(Math.abs(value)).toBeLessThanOrEqual(1);
});

test("refuses images of another size, samples alone, and stops when asked to", async () => {
  const subject = planted();
  const small = { data: new Float32Array(27 * 27 * 2), shape: [1, 27, 27, 2] };
  await expect(finish(projectImages({ subject, images: small }))).rejects.toThrow(/8 × 8 × 1.*27 × 27 × 2/);
  const { generate: _, ...samples } = subject;
  await expect(finish(projectImages({ subject: samples, images: images(truth) }))).rejects.toThrow(
    /Expected a generator/,
  );
  const controller = new AbortController();
  const going = projectImages({ subject, images: images(truth), searched: 50, signal: controller.signal });
  await going.next();
  controller.abort();
  await expect(finish(going)).rejects.toThrow(/stopped/);
});
