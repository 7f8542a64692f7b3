import { describe, expect, it } from "vitest";
import { nearestName } from "./nearest-name.ts";

describe("nearestName", () => {
  it("finds the name that was meant", () => {
    expect(nearestName("batchsize", ["seed", "batchSize", "loss"])).toBe("batchSize");
    expect(nearestName("dcgam", ["demo", "dcgan", "mlp-gan"])).toBe("dcgan");
  });

  it("says nothing when nothing is close", () => {
    expect(nearestName("transformer", ["seed", "loss"])).toBeUndefined();
    expect(nearestName("x", [])).toBeUndefined();
  });
});
