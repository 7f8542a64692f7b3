import { ConfigInvalidError } from "@ganlens/core";
import { expect, test } from "vitest";
import { architectureOf, architectures, registerArchitecture } from "../index.ts";
import { nearestName } from "./nearest-name.ts";

test("an id can be registered once", () => {
  const known = architectureOf({ architecture: "points-generator" });
  const count = architectures.size;
  expect(() => registerArchitecture(known)).toThrow(ConfigInvalidError);
  expect(architectures.size).toBe(count);
});

test("the nearest name takes the fewest edits, and far ones are not offered", () => {
  expect(nearestName("widht", ["width", "weight", "depth"])).toBe("width");
  expect(nearestName("kitten", ["sitting", "mitten"])).toBe("mitten");
  expect(nearestName("xyzzyx", ["width"])).toBeUndefined();
  expect(nearestName("a", [])).toBeUndefined();
});
