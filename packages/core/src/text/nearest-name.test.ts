import { describe, expect, it } from "vitest";
import { nearestName } from "./nearest-name.ts";
import { nearestNames } from "./nearest-names.ts";

describe("nearestName", () => {
  it("finds the name that was meant", () => {
    expect(nearestName("batchsize", ["seed", "batchSize", "loss"])).toBe("batchSize");
    expect(nearestName("dcgam", ["demo", "dcgan", "mlp-gan"])).toBe("dcgan");
  });

  it("looks past letter case and bounds its work", () => {
    expect(nearestName("MNIST-T10K", ["mnist-5k", "mnist-t10k"])).toBe("mnist-t10k");
    expect(nearestName("widht", ["width", "weight", "depth"])).toBe("width");
    expect(nearestNames("grid25", ["ring-8", "grid-25"])[0]).toBe("grid-25");
    expect(nearestNames("x".repeat(1e6), ["x".repeat(80)])).toEqual(["x".repeat(80)]);
  });

  it("says nothing when nothing is close", () => {
    expect(nearestName("transformer", ["seed", "loss"])).toBeUndefined();
    expect(nearestName("x", [])).toBeUndefined();
    expect(nearestNames("", ["a"])).toEqual([]);
  });
});
