import { expect, it } from "vitest";
import { rootOf, underRoot } from "./strip-root.ts";

it.each([
  [["run.json", "samples/a.png"], ""],
  [["demo/run.json", "demo/samples/a.png"], "demo/"],
  [["runs/demo/lenses/distance/result.json"], "runs/demo/"],
  [["demo/old/run.json", "demo/run.json"], "demo/"],
  [["demo/notrun.json"], ""],
])("finds where the run of %j begins", (paths, root) => {
  expect(rootOf(paths)).toBe(root);
});

it("leaves out what lies beside the run", () => {
  const entries = [
    ["demo/run.json", 1],
    ["other.txt", 2],
  ] as const;
  expect([...underRoot(entries, "demo/")]).toEqual([["run.json", 1]]);
});
