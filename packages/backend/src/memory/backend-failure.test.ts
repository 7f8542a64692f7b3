import { ConfigInvalidError } from "@ganlens/core";
import { spawnWorker } from "@ganlens/core/node";
import { expect, it } from "vitest";
import { backendFailure, lostDeviceError, lostWorkerError } from "./backend-failure.ts";

it.each([
  ["OOM when allocating tensor with shape[1,2] and type float", /out of memory/, true],
  ["Array buffer allocation failed", /out of memory/, true],
  ["memory access out of bounds", /bad memory/, false],
  ["unreachable", /bad memory/, false],
  ["A valid external Instance reference no longer exists: device was lost", /graphics device/, false],
])("knows a failing backend: %s", (message, words, outOfMemory) => {
  const cause = new Error(message);
  const error = backendFailure(cause, { backend: "wasm" });
  expect(error).toMatchObject({ code: "backend-unavailable", cause, outOfMemory });
  expect(backendFailure(error, { backend: "wasm", lost: "step 1" })).toMatchObject({ outOfMemory });
  expect(error?.message).toMatch(words);
  expect(error?.message).toContain(message);
  expect(error?.hint).toBeDefined();
});

it("passes its own errors on, and leaves others alone", () => {
  const lost = lostDeviceError("webgpu", "destroyed");
  expect(backendFailure(lost, { backend: "webgpu" })).toBe(lost);
  expect(backendFailure(new Error("Shapes do not match"), { backend: "wasm" })).toBeUndefined();
  const own = new ConfigInvalidError({ message: "out of memory" });
  expect(backendFailure(own, { backend: "wasm" })).toBeUndefined();
});

it("says what was lost, also where the error is its own", () => {
  for (const cause of [new Error("std::bad_alloc"), lostDeviceError("webgpu", "destroyed")]) {
    const error = backendFailure(cause, { backend: "webgpu", lost: "step 12" });
    expect(error).toMatchObject({ code: "backend-unavailable", cause, hint: expect.any(String) });
    expect(error?.message).toMatch(/ Lost: step 12\.$/);
  }
});

it("says what was lost with a worker that died", async () => {
  const worker = spawnWorker(new URL("./none.js", import.meta.url));
  const error = lostWorkerError(await worker.exited, { lost: "the gradients of step 12" });
  expect(error).toMatchObject({ code: "backend-unavailable" });
  expect(error.message).toMatch(/none\.js.*; lost: the gradients of step 12\.$/s);
});
