import { expect, it } from "vitest";
import { nearestNames } from "./nearest-names.ts";

const known = ["mnist-5k", "mnist-t10k", "digits-8x8", "ring-8", "grid-25"];

it("finds the names that a slip of the pen is nearest to", () => {
  expect(nearestNames("mnist5k", known)[0]).toBe("mnist-5k");
  expect(nearestNames("MNIST-T10K", known)[0]).toBe("mnist-t10k");
  expect(nearestNames("grid25", known)[0]).toBe("grid-25");
  expect(nearestNames("digits-8x9", known)).toEqual(["digits-8x8"]);
  expect(nearestNames("imagenet-21k", ["cat"])).toEqual([]);
  expect(nearestNames("", known)).toEqual([]);
});
