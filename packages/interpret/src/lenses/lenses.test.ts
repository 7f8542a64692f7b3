import { describe, expect, it } from "vitest";
import { findLens, lenses } from "./lenses.ts";

describe("findLens", () => {
  it("knows every lens by id and names the nearest", () => {
    for (const lens of lenses) expect(findLens(lens.id)).toBe(lens);
    expect(() => findLens("reconstructon")).toThrow(
      expect.objectContaining({ hint: 'Did you mean "reconstruction"?' }),
    );
  });
});
