import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { featureLikelihoods } from "./feature-likelihood.ts";

const d = 8;
const draw = (random: Random, n: number) => ({ data: random.normal(n * d), shape: [n, d] });
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("featureLikelihoods", () => {
  it("is the normal density of the one place that all centres share", () => {
    const fitted = { data: Float64Array.of(1, 0, -1, 0, 0, 1, 0, -1), shape: [4, 2] };
    const centres = { data: new Float64Array(4), shape: [2, 2] };
    // σ² = 1 / 2: half of the mean squared distance 1.
    const [at] = featureLikelihoods({ centres, fitted, evaluated: [fitted] });
    const log = -1 / (2 * 0.5) - Math.log(2 * Math.PI * 0.5);
    for (const value of at as Float64Array) expect(value).toBeCloseTo(log / 2, 10);
  });

  it("gains over what fresh centres give on training rows by copies, and not without any", () => {
    const random = Random.fromSeed(4);
    const gains = (copied: number, draws: number): number[] =>
      Array.from({ length: draws }, (_, i) => {
        const own = random.split(`${copied}/${i}`);
        const [train, heldOut, fresh] = ["train", "held-out", "fresh"].map((name) =>
          draw(own.split(name), 200),
        );
        const generated = draw(own.split("generated"), 200);
        generated.data.set((train as typeof generated).data.subarray(0, copied * d));
        const gap = (centres: typeof generated): number => {
          const [a, b] = featureLikelihoods({
            centres,
            fitted: train as typeof generated,
            evaluated: [train as typeof generated, heldOut as typeof generated],
          });
          return mean(a as Float64Array) - mean(b as Float64Array);
        };
        return gap(generated) - gap(fresh as typeof generated);
      });
    const clean = gains(0, 12);
    const copies = gains(60, 6);
    expect(Math.abs(mean(Float64Array.from(clean)))).toBeLessThan(0.03);
    expect(Math.min(...copies)).toBeGreaterThan(Math.max(...clean));
  });

  it("refuses what cannot be fitted", () => {
    const one = { data: new Float64Array(4), shape: [2, 2] };
    expect(() => featureLikelihoods({ centres: one, fitted: one, evaluated: [] })).toThrow(/all the same/);
    const wide = { data: new Float64Array(6), shape: [2, 3] };
    expect(() => featureLikelihoods({ centres: one, fitted: wide, evaluated: [] })).toThrow(
      /featureLikelihoods/,
    );
    const bad = { data: Float64Array.of(1, Number.NaN, 2, 3), shape: [2, 2] };
    expect(() => featureLikelihoods({ centres: bad, fitted: one, evaluated: [] })).toThrow(/finite/);
  });
});
