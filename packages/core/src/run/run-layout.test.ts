import { describe, expect, it } from "vitest";
import { foldersWith, lensFolder, runLayout, stepName, stepsIn } from "./run-layout.ts";

describe("run layout", () => {
  it("finds the steps that it wrote, and takes no other name for one", () => {
    const steps = [0, 7, 500, 999_999, 1_000_000, 123_456_789];
    const paths = steps.map((step) => runLayout.sampleGrid(step));
    const others = [
      "samples/step-5.png",
      "samples/step-0000005.png",
      "samples/step--00005.png",
      "samples/step-00000x.png",
      "samples/step-000005.npz",
      "samples/deep/step-000005.png",
      "other/step-000005.png",
    ];
    expect(stepsIn([...others, ...paths].sort(), "samples", ".png")).toEqual(steps);
    expect(steps.map(stepName).map((name) => name.length)).toEqual([11, 11, 11, 11, 12, 14]);
  });

  it("keeps answers on other data apart from those on the run's own", () => {
    const against = { name: "other", sha256: "abcdef0123456789" };
    expect(lensFolder({ lens: "distance" })).toBe("distance");
    expect(runLayout.result({ lens: "distance", against })).toBe("lenses/distance--abcdef012345/result.json");
  });

  it("finds folders by a file directly in them", () => {
    const paths = [
      "lenses/a/result.json",
      "lenses/b/deep/result.json",
      "lenses/result.json",
      "x/c/result.json",
    ];
    expect(foldersWith(paths, "lenses", "result.json")).toEqual(["a"]);
  });
});
