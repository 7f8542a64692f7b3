import { describe, expect, it } from "vitest";
import { calinskiHarabaszIndex } from "./calinski-harabasz-index.ts";
import { daviesBouldinIndex } from "./davies-bouldin-index.ts";
import { silhouette } from "./silhouette.ts";

const line = (values: readonly number[]) => ({ data: Float64Array.from(values), shape: [values.length, 1] });

describe("separation of clusters", () => {
  const input = { features: line([0, 2, 10, 12]), labels: [5, 5, 9, 9] };

  it("has the closed forms of two pairs on a line", () => {
    // a = 2; b = 11, 9, 9, 11.
    expect(silhouette(input)).toBeCloseTo((9 / 11 + 7 / 9) / 2, 12);
    expect(daviesBouldinIndex(input)).toBeCloseTo(2 / 10, 12);
    expect(calinskiHarabaszIndex(input)).toBeCloseTo(100 / (4 / 2), 12);
  });

  it("counts a lone sample as 0", () => {
    expect(silhouette({ features: line([0, 2, 10]), labels: [0, 0, 1] })).toBeCloseTo(
      (8 / 10 + 6 / 8) / 3,
      12,
    );
  });

  it("gives documented values for identical points", () => {
    const same = { features: line([1, 1, 1, 1]), labels: [0, 0, 1, 1] };
    expect(silhouette(same)).toBe(0);
    expect(daviesBouldinIndex(same)).toBeNull();
    expect(calinskiHarabaszIndex(same)).toBeNull();
  });

  it("refuses one cluster, as many as samples, and missing labels", () => {
    for (const score of [silhouette, daviesBouldinIndex, calinskiHarabaszIndex]) {
      const features = line([0, 1, 2]);
      expect(() => score({ features, labels: [1, 1, 1] })).toThrow(/received 1/);
      expect(() => score({ features, labels: [1, 2, 3] })).toThrow(/received 3/);
      expect(() => score({ features, labels: [1, 2] })).toThrow(/3 labels/);
    }
  });
});
