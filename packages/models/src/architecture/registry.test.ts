import { ConfigInvalidError } from "@ganlens/core";
import { expect, test } from "vitest";
import { architectureOf, architectures, registerArchitecture } from "../index.ts";

test("an id can be registered once", () => {
  const known = architectureOf({ architecture: "points-generator" });
  const count = architectures.size;
  expect(() => registerArchitecture(known)).toThrow(ConfigInvalidError);
  expect(architectures.size).toBe(count);
});
