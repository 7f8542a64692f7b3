import { type Latents, type NdArray, providesOf, Random, ShapeError } from "@ganlens/core";
import { expect, it } from "vitest";
import { checkSubject, type DefineSubjectOptions, defineSubject, openSubject } from "../index.ts";

const noise = { kind: "noise", name: "noise", size: 2, prior: "normal" } as const;

/** Images of two pixels: (z₀, z₁²). */
function twoPixels({ z }: Latents): NdArray {
  const data = z.data.map((value, i) => (i % 2 === 0 ? value : value ** 2));
  return { data, shape: [z.shape[0] ?? 0, 1, 2, 1] };
}

const options = {
  name: "two pixels",
  fingerprint: "two pixels, version 1",
  imageShape: [1, 2, 1],
  latent: { parts: [noise] },
  generate: twoPixels,
} as const satisfies DefineSubjectOptions;

it("derives draws from the prior and products with the Jacobian", async () => {
  const subject = defineSubject(options);
  expect(providesOf(subject)).toEqual(new Set(["images", "latents", "generate", "products"]));
  const latents = subject.latents?.draw(3, Random.fromSeed(1)) as Latents;
  expect(latents.z.shape).toEqual([3, 2]);
  expect((await subject.generate(latents)).shape).toEqual([3, 1, 2, 1]);
  const ones = { data: new Float32Array(6).fill(1), shape: [3, 2] };
  const along = await subject.products?.jvp(latents, ones);
  const back = await subject.products?.vjp(latents, { ...ones, shape: [3, 1, 2, 1] });
  latents.z.data.forEach((value, i) => {
    const slope = i % 2 === 0 ? 1 : 2 * value;
    expect(along?.data[i]).toBeCloseTo(slope, 2);
    expect(back?.data[i]).toBeCloseTo(slope, 2);
  });
});

it("keeps what it is given besides, and opens like any other source", async () => {
  const images = { x: twoPixels({ z: { data: new Float32Array(8), shape: [4, 2] } }), ids: [..."abcd"] };
  const subject = await openSubject({
    ...options,
    notes: ["Drawn by hand."],
    checkpoints: [1, 2],
    generate: async (latents, at) => twoPixels(at?.checkpoint === 1 ? latents : latents),
    realData: { train: images, "held-out": images, unseen: false },
  });
  expect(subject.notes).toEqual(["Drawn by hand."]);
  expect(providesOf(subject)).toContain("checkpoints");
  expect(providesOf(subject)).not.toContain("unseen-data");
  expect(subject.real?.heldOutWords).toBe("training images");
  expect((await subject.real?.open("train"))?.count).toBe(4);
});

it.each<[string, (latents: Latents) => unknown, string]>([
  ["nothing", () => undefined, "received undefined"],
  [
    "channels first",
    (latents) => ({ ...twoPixels(latents), shape: [latents.z.shape[0], 1, 1, 2] }),
    "[256, 1, 1, 2]",
  ],
  ["one image too few", () => ({ data: new Float32Array(2), shape: [1, 1, 2, 1] }), "[1, 1, 2, 1]"],
  [
    "numbers that are not in a Float32Array",
    ({ z }) => ({ data: [...z.data], shape: [z.shape[0], 1, 2, 1] }),
    "a Array of 512",
  ],
  [
    "fewer numbers than it says",
    ({ z }) => ({ data: new Float32Array(3), shape: [z.shape[0], 1, 2, 1] }),
    "a Float32Array of 3",
  ],
])("refuses a function that gives %s", async (_, generate, words) => {
  const subject = defineSubject({ ...options, generate: generate as typeof twoPixels });
  const looked = checkSubject(subject);
  await expect(looked).rejects.toBeInstanceOf(ShapeError);
  await expect(looked).rejects.toThrow(words);
});

it("refuses latents and shapes that are none", () => {
  const latent = { parts: [{ ...noise, prior: "gaussian" }] } as never;
  expect(() => defineSubject({ ...options, latent })).toThrow(/latent parts of two pixels/);
  for (const imageShape of [
    [28, 28],
    [28, 28, 0],
    [28, 28, 1, 1],
    [2.5, 2, 1],
  ]) {
    expect(() => defineSubject({ ...options, imageShape: imageShape as never })).toThrow(
      /\[height, width, channels\]/,
    );
  }
});
