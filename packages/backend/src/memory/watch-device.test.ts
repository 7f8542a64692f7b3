import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { describe, expect, it } from "vitest";
import { openBackend } from "../open-backend.ts";
import { watchDevice } from "./watch-device.ts";

function fakeBackend(name: string, backend: object): typeof tf {
  return { getBackend: () => name, backend: () => backend } as unknown as typeof tf;
}

it("reads as before while the device is there, and says when a WebGL context is lost", async () => {
  let lost = false;
  const backend = {
    read: async () => (lost ? new Float32Array(1) : Float32Array.of(3)),
    gpgpu: { gl: { isContextLost: () => lost } },
  };
  const loss = watchDevice(fakeBackend("webgl", backend));
  expect(await backend.read()).toEqual(Float32Array.of(3));
  expect(loss?.()).toBeUndefined();
  lost = true;
  await expect(backend.read()).rejects.toMatchObject({ code: "backend-unavailable" });
  expect(loss?.()?.message).toMatch(/webgl.*its context was lost/);
});

it("watches a backend once, and leaves errors of its own as they are", async () => {
  const problem = new Error("not registered");
  const backend = {
    read: async () => {
      throw problem;
    },
    device: { lost: new Promise<never>(() => {}) },
  };
  const first = watchDevice(fakeBackend("webgpu", backend));
  expect(watchDevice(fakeBackend("webgpu", backend))).toBe(first);
  await expect(backend.read()).rejects.toBe(problem);
});

it("has nothing to watch on other backends", () => {
  expect(watchDevice(fakeBackend("wasm", {}))).toBeUndefined();
});

const opened = await openBackend({ require: "webgpu" }).catch(() => null);

describe.skipIf(opened === null)(
  "a real WebGPU device (needs the npm package webgpu and a Vulkan driver)",
  () => {
    it("computes, and once destroyed is missed by the next read and the next operation", async () => {
      const x = tf.ones([4, 4]);
      const y = tf.matMul(x, x);
      expect(await y.data()).toEqual(new Float32Array(16).fill(4));
      (tf.backend() as unknown as WebGPUBackend).device.destroy();
      const z = tf.add(y, 1);
      await expect(z.data()).rejects.toMatchObject({
        code: "backend-unavailable",
        message: expect.stringMatching(
          /webgpu failed while running: its graphics device was lost \(destroyed/,
        ),
      });
      expect(() => tf.add(y, 1)).toThrow(/graphics device was lost/);
    });
  },
);
