import { describe, expect, it } from "vitest";
import { type LatentSpec, latentDeviations, latentSize } from "../contracts/latent.ts";
import { Random } from "../random/random.ts";
import { withClassFrequencies } from "./class-frequencies.ts";
import { latentRows, takeLatents } from "./latent-rows.ts";
import { parseLatentParts } from "./parse-latent-parts.ts";
import { gridLatents, sampleLatents } from "./sample-latents.ts";

const spec: LatentSpec = {
  parts: [
    { kind: "noise", name: "noise", size: 2, prior: "normal" },
    { kind: "code", name: "style", size: 1, prior: "uniform", low: 3, high: 4 },
    { kind: "label", name: "label", classes: 3, distribution: [0.7, 0.3, 0] },
    { kind: "code", name: "other", size: 2, prior: "uniform" },
  ],
};
const column = ({ data, shape }: { data: Float32Array; shape: readonly number[] }, at: number) =>
  Float32Array.from({ length: shape[0] as number }, (_, i) => data[i * (shape[1] as number) + at] as number);
const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("sampleLatents", () => {
  const { z, labels } = sampleLatents(spec, 4000, Random.fromSeed(1));

  it("puts parts side by side, each from its own prior", () => {
    expect(z.shape).toEqual([4000, 5]);
    expect(latentSize(spec)).toBe(5);
    const deviations = latentDeviations(spec);
    for (const [at, expected] of [0, 0, 3.5, 0, 0].entries()) {
      const values = column(z, at);
      expect(Math.abs(mean(values) - expected)).toBeLessThan(0.06);
      const squares = mean(values.map((value) => (value - expected) ** 2));
      expect(Math.sqrt(squares)).toBeCloseTo(deviations[at] as number, 1);
    }
    for (const [at, low, high] of [
      [2, 3, 4],
      [3, -1, 1],
      [4, -1, 1],
    ] as const) {
      const values = column(z, at);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(low);
      expect(Math.max(...values)).toBeLessThan(high);
    }
    // No two columns are the same numbers.
    const products = [
      [0, 1],
      [2, 3],
      [3, 4],
    ].map(([one, other]) => {
      const [a, b] = [column(z, one as number), column(z, other as number)];
      return Math.abs(mean(a.map((value, i) => (value - mean(a)) * ((b[i] as number) - mean(b)))));
    });
    expect(Math.max(...products)).toBeLessThan(0.06);
  });

  it("draws labels from their distribution, and the same from the same seed", () => {
    const share = (label: number) => (labels?.filter((each) => each === label).length ?? 0) / 4000;
    expect(share(0)).toBeCloseTo(0.7, 1);
    expect(share(2)).toBe(0);
    expect(sampleLatents(spec, 4000, Random.fromSeed(1))).toEqual({ z, labels });
    expect(sampleLatents(spec, 9, Random.fromSeed(2)).z.data).not.toEqual(z.data.subarray(0, 45));
  });

  it("refuses to draw what is given, and names it", () => {
    const given: LatentSpec = { parts: [{ kind: "noise", name: "w", size: 2, prior: "given" }] };
    expect(() => sampleLatents(given, 3, Random.fromSeed(1))).toThrow(
      expect.objectContaining({ code: "config-invalid", message: expect.stringContaining('"w"') }),
    );
  });

  it("asks for classes in turn in a grid, and leaves the noise as it is", () => {
    const grid = gridLatents(spec, 7, Random.fromSeed(1));
    expect([...(grid.labels ?? [])]).toEqual([0, 1, 2, 0, 1, 2, 0]);
    expect(grid.z).toEqual(sampleLatents(spec, 7, Random.fromSeed(1)).z);
  });

  it("takes rows with their labels", () => {
    const some = takeLatents({ z, ...(labels ? { labels } : {}) }, [5, 2]);
    expect([...some.z.data]).toEqual([...z.data.subarray(25, 30), ...z.data.subarray(10, 15)]);
    expect([...(some.labels ?? [])]).toEqual([labels?.[5], labels?.[2]]);
    expect([...(latentRows({ z, ...(labels ? { labels } : {}) }, 2, 4).labels ?? [])]).toEqual([
      labels?.[2],
      labels?.[3],
    ]);
  });
});

describe("withClassFrequencies", () => {
  it("draws classes as often as the data have them, and touches nothing else", () => {
    const changed = withClassFrequencies(spec, { classCounts: [90, 0, 10] });
    expect(changed.parts[2]).toMatchObject({ distribution: [0.9, 0, 0.1] });
    expect(changed.parts.filter((_, i) => i !== 2)).toEqual(spec.parts.filter((_, i) => i !== 2));
  });

  it("leaves it as it is where numbers are unknown, none, or of other classes", () => {
    for (const data of [{}, { classCounts: [0, 0, 0] }, { classCounts: [1, 1] }]) {
      expect(withClassFrequencies(spec, data)).toEqual(spec);
    }
  });
});

describe("parseLatentParts", () => {
  it("reads parts as they are written", () => {
    expect(parseLatentParts("normal:100, uniform:64,uniform:2:-0.5:3")).toEqual([
      { prior: "normal", size: 100 },
      { prior: "uniform", size: 64 },
      { prior: "uniform", size: 2, low: -0.5, high: 3 },
    ]);
  });

  it.each([
    "gaussian:3",
    "normal",
    "normal:0",
    "normal:-3",
    "normal:1.5",
    "normal:3:0:1",
    "uniform:4:1:0",
    "uniform:4:1:1",
    "uniform:4:0",
    "",
    "normal:3,",
    "NORMAL:3",
    "normal:99999999",
    "normal:1e3",
    "uniform:2:-Infinity:1",
  ])("takes no other prior: %j", (text) => {
    expect(() => parseLatentParts(text)).toThrow(expect.objectContaining({ code: "config-invalid" }));
  });
});
