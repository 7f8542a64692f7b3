import * as tf from "@tensorflow/tfjs";
import { describe, expect, it } from "vitest";
import { openBackend } from "./open-backend.ts";

describe("openBackend", () => {
  it("takes wasm in Node and says why", async () => {
    const opened = await openBackend();
    expect(opened).toMatchObject({ name: "wasm", tried: [] });
    expect(opened.reason).toMatch(/first of wasm, cpu/);
    expect(opened.device).toMatch(/WebAssembly/);
    expect(tf.getBackend()).toBe("wasm");
  });

  it("takes the preferred one", async () => {
    expect(await openBackend({ prefer: "cpu" })).toMatchObject({ name: "cpu", reason: "it was preferred" });
    expect(tf.getBackend()).toBe("cpu");
  });

  it("falls back from a preferred one that is not there and says what was wrong", async () => {
    const opened = await openBackend({ prefer: "webgl" });
    expect(opened.name).toBe("wasm");
    expect(opened.tried).toEqual([{ name: "webgl", problem: expect.stringMatching(/canvas|start/) }]);
  });

  it("throws when a required one is not there", async () => {
    await expect(openBackend({ require: "webgpu" })).rejects.toMatchObject({
      code: "backend-unavailable",
      message: expect.stringMatching(/webgpu/),
    });
  });
});
