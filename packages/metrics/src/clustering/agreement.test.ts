import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjustedRandIndex } from "./adjusted-rand-index.ts";
import { clusteringAccuracy } from "./clustering-accuracy.ts";
import { normalisedMutualInformation } from "./normalised-mutual-information.ts";

const labellings = fc
  .integer({ min: 2, max: 30 })
  .chain((n) =>
    fc.tuple(
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: n, maxLength: n }),
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: n, maxLength: n }),
    ),
  );

describe("agreement of labellings", () => {
  it("is symmetric, bounded, and blind to names and order", () => {
    fc.assert(
      fc.property(labellings, ([a, b]) => {
        const renamed = b.map((label) => 7 - label).reverse();
        const reversed = [...a].reverse();
        const rand = adjustedRandIndex(a, b);
        expect(rand).toBeGreaterThanOrEqual(-0.5 - 1e-12);
        expect(rand).toBeLessThanOrEqual(1 + 1e-12);
        expect(adjustedRandIndex(b, a)).toBeCloseTo(rand, 12);
        expect(adjustedRandIndex(reversed, renamed)).toBeCloseTo(rand, 12);
        const shared = normalisedMutualInformation(a, b);
        expect(normalisedMutualInformation(b, a).adjusted).toBeCloseTo(shared.adjusted, 9);
        expect(normalisedMutualInformation(reversed, renamed).arithmetic).toBeCloseTo(shared.arithmetic, 12);
        for (const value of [shared.arithmetic, shared.geometric, shared.homogeneity, shared.completeness]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1 + 1e-12);
        }
        expect(Number.isFinite(shared.adjusted)).toBe(true);
        const { accuracy, purity } = clusteringAccuracy({ classes: a, clusters: b });
        expect(accuracy).toBeLessThanOrEqual(purity);
        expect(accuracy).toBeGreaterThan(0);
        expect(clusteringAccuracy({ classes: reversed, clusters: renamed }).accuracy).toBe(accuracy);
      }),
      { numRuns: 100 },
    );
  });

  it("is 1 for one partition under other names, constant or all alone too", () => {
    for (const labels of [
      [0, 0, 1, 2, 2],
      [3, 3, 3],
      [0, 1, 2, 3],
    ]) {
      const named = labels.map((label) => 10 - 2 * label);
      expect(adjustedRandIndex(labels, named)).toBe(1);
      expect(normalisedMutualInformation(labels, named).arithmetic).toBeCloseTo(1, 12);
      expect(normalisedMutualInformation(labels, named).adjusted).toBeCloseTo(1, 12);
      expect(clusteringAccuracy({ classes: labels, clusters: named })).toEqual({ accuracy: 1, purity: 1 });
    }
  });

  it("counts pairs and matches by hand", () => {
    // Contingency [[2, 0], [1, 1]]: 1 pair together in both, 2 and 3 in one, 6 in all.
    expect(adjustedRandIndex([0, 0, 1, 1], [0, 0, 0, 1])).toBeCloseTo((1 - 1) / (2.5 - 1), 12);
    expect(clusteringAccuracy({ classes: [0, 0, 1, 1], clusters: [0, 0, 0, 1] })).toEqual({
      accuracy: 0.75,
      purity: 0.75,
    });
    // Three clusters for two classes: one stays unmatched.
    expect(clusteringAccuracy({ classes: [0, 0, 1, 1], clusters: [0, 2, 1, 1] })).toEqual({
      accuracy: 0.75,
      purity: 1,
    });
  });

  it("refuses lengths that differ, no labels and labels that are not finite", () => {
    for (const score of [
      adjustedRandIndex,
      normalisedMutualInformation,
      (classes: number[], clusters: number[]) => clusteringAccuracy({ classes, clusters }),
    ]) {
      expect(() => score([1, 2], [1])).toThrow(/2 and 1/);
      expect(() => score([], [])).toThrow(/none/);
      expect(() => score([1, Number.NaN], [1, 2])).toThrow(/finite/);
    }
  });
});
