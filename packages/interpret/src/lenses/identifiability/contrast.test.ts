import { canonicalJson, type Latents, type NdArray } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { defineSubject } from "../../subject/define-subject.ts";
import { linearGenerator } from "../../testdata/planted/planted-generators.ts";
import { plantedContext } from "../../testdata/planted-subject.ts";
import { type Contrast, contrastWithUntrained } from "./contrast.ts";

const size = 6;
const [few, many] = [1, 4].map((rank) => linearGenerator({ rank, idle: size - rank }));

/** A generator that reads 4 inputs, and 1 at step 0, where a share of the latents gives values that are not finite. */
const subjectOf = (broken: (first: number) => boolean, value: number) =>
  defineSubject({
    name: "breaks at step 0",
    fingerprint: canonicalJson({ broken: `${broken}`, value: `${value}` }),
    imageShape: [8, 8, 1],
    latent: { parts: [{ kind: "noise", name: "noise", size, prior: "normal" }] },
    checkpoints: [0, 5],
    async generate(latents: Latents, { checkpoint } = {}): Promise<NdArray> {
      if (checkpoint !== 0) return (many as NonNullable<typeof many>).generate(latents);
      const { data, shape } = await (few as NonNullable<typeof few>).generate(latents);
      const isBroken = (i: number) => broken(latents.z.data[Math.floor(i / 64) * size] as number);
      return { data: data.map((each, i) => (isBroken(i) ? value : each)), shape };
    },
  });
const contrast = (broken: (first: number) => boolean, value: number): Promise<Contrast | undefined> =>
  contrastWithUntrained({
    subject: subjectOf(broken, value),
    options: { fitCount: 600, testCount: 400 },
    context: plantedContext(),
  });

describe("the contrast with step 0", () => {
  it("finds the inputs that either state reads", async () => {
    const found = await contrast(() => false, 0);
    expect(found?.trained).toBeCloseTo(4, 1);
    expect(found?.untrained).toBeCloseTo(1, 1);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])(
    "leaves out the few latents that give %f there",
    async (value) => {
      // One in forty of normal values lies above 1.96.
      const found = await contrast((first) => first > 1.96, value);
      expect(found?.trained).toBeCloseTo(4, 1);
      expect(found?.untrained).toBeCloseTo(1, 1);
    },
  );

  it.each([
    ["at every latent", () => true],
    ["at a fifth of the latents", (first: number) => first > 0.84],
  ])("is not made where step 0 gives no finite images %s", async (_, broken) => {
    expect(await contrast(broken, Number.NaN)).toBeUndefined();
  });
});
