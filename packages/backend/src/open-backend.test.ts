import * as tf from "@tensorflow/tfjs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { fusesMultiplyAdd } from "./inspect/wasm-features.ts";
import { openBackend } from "./open-backend.ts";

// A tfjs-node that this machine may have must not decide what these tests see.
const nowhere = "/nonexistent/tfjs-node";
/** The wasm that this Node takes when it is asked for none: Node 20 has no relaxed SIMD. */
const wasm = fusesMultiplyAdd() ? "wasm-relaxed" : "wasm";

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("openBackend", () => {
  it("takes wasm in Node where tfjs-node is not installed, and says why and what would install it", async () => {
    vi.stubEnv("GANLENS_TFJS_NODE", nowhere);
    const opened = await openBackend();
    expect(opened.name).toBe(wasm);
    expect(opened.tried).toContainEqual({
      name: "node",
      problem: `GANLENS_TFJS_NODE is ${nowhere}, and there is no @tensorflow/tfjs-node in it`,
      hint: expect.stringMatching(/^ganlens setup tfjs-node/),
    });
    const before = ["node", "webgpu", "wasm-relaxed"].slice(0, wasm === "wasm" ? 3 : 2);
    expect(opened.tried.map(({ name }) => name)).toEqual(before);
    expect(opened.reason).toMatch(/first of node, webgpu, wasm-relaxed, wasm, cpu/);
    expect(opened.device).toMatch(/^WebAssembly, 128-bit SIMD, 1 thread(, fused multiply-add)?$/);
    expect(tf.getBackend()).toBe(wasm);
  });

  it("takes the preferred one", async () => {
    expect(await openBackend({ prefer: "cpu" })).toEqual({
      name: "cpu",
      device: "plain JavaScript",
      reason: "it was preferred",
      tried: [],
    });
    expect(tf.getBackend()).toBe("cpu");
  });

  it("falls back from a preferred one that is not there and says what was wrong", async () => {
    vi.stubEnv("GANLENS_TFJS_NODE", nowhere);
    const opened = await openBackend({ prefer: "webgl" });
    expect(opened.name).toBe(wasm);
    expect(opened.tried[0]).toEqual({
      name: "webgl",
      problem: "there is no canvas here",
      hint: expect.stringMatching(/browser/),
    });
  });

  it("throws when a required one is not there, with what installs it", async () => {
    vi.stubEnv("GANLENS_TFJS_NODE", nowhere);
    await expect(openBackend({ require: "node" })).rejects.toMatchObject({
      code: "backend-unavailable",
      message: expect.stringMatching(/^Expected the backend node to work here/),
      hint: expect.stringMatching(/ganlens setup tfjs-node/),
    });
  });

  it("takes what GANLENS_BACKEND asks for, unless an option says otherwise", async () => {
    vi.stubEnv("GANLENS_BACKEND", "cpu");
    expect(await openBackend()).toMatchObject({
      name: "cpu",
      reason: "the environment variable GANLENS_BACKEND asks for it",
    });
    expect(await openBackend({ require: "wasm" })).toMatchObject({ name: "wasm" });
    expect(await openBackend({ prefer: "wasm" })).toMatchObject({ name: "wasm", reason: "it was preferred" });
    vi.stubEnv("GANLENS_BACKEND", "webgl");
    await expect(openBackend()).rejects.toMatchObject({ code: "backend-unavailable" });
    vi.stubEnv("GANLENS_BACKEND", "tensorflow");
    await expect(openBackend()).rejects.toMatchObject({
      code: "config-invalid",
      message: expect.stringMatching(/node, webgpu, webgl, wasm-relaxed, wasm, cpu.*"tensorflow"/),
    });
  });

  it.each([0, -1, 1.5, Number.NaN])("refuses %s threads", async (threads) => {
    await expect(openBackend({ require: "cpu", threads })).rejects.toMatchObject({ code: "config-invalid" });
  });
});
