import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import type { ImageSet } from "../../sets/image-set.ts";
import { plantedContext } from "../../testdata/planted-subject.ts";
import { readBack } from "./read-back.ts";

const size = 40;

/** Codes that know nothing of the noise; `sameImages` gives the test the images of the fit. */
async function readNoise(sameImages: boolean) {
  const draw = async (part: string, count: number): Promise<ImageSet> => {
    const random = Random.fromSeed(9).split(sameImages ? "one set" : part);
    const z = { data: random.split("z").normal(count * size), shape: [count, size] };
    const x = { data: random.split("x").normal(count * size), shape: [count, 1, size, 1] };
    return { name: "generated", key: part, x, latents: { z } };
  };
  return readBack({
    draw,
    encode: async ({ x }) => ({ data: x.data, shape: [x.shape[0] as number, size] }),
    options: { fitCount: 300, testCount: 300 },
    context: plantedContext(),
    name: "noise",
  });
}

const largest = ({ columns }: { readonly columns: readonly { readonly value: number | null }[] }) =>
  Math.max(...columns.map(({ value }) => value ?? 0));

describe("readBack", () => {
  it("finds nothing in codes that know nothing", async () => {
    const { canonical, shuffled } = await readNoise(false);
    expect(largest(canonical)).toBeLessThan(0.05);
    expect(largest(shuffled.canonical)).toBeLessThan(0.05);
  });

  it("has a control that gives images away that stand in both parts", async () => {
    const { canonical, shuffled } = await readNoise(true);
    expect(largest(canonical)).toBeGreaterThan(0.1);
    expect(largest(shuffled.canonical)).toBeGreaterThan(0.1);
  });
});
