import { expect, it } from "vitest";
import { firstSteps, largestDifference } from "./testdata/first-steps.ts";

it.each(["mlp-gan", "autoencoder", "sparse-autoencoder", "points-gan"])(
  "%s learns on wasm with our kernels as on cpu without",
  async (name) => {
    const cpu = await firstSteps(name, { backend: "cpu", batch: 3, steps: 4 });
    const wasm = await firstSteps(name, { backend: "wasm", batch: 3, steps: 4 });
    expect([wasm.leaked, wasm.kept, cpu.kept]).toEqual([0, 0, 0]);
    expect(largestDifference(cpu, wasm)).toBeLessThan(2e-3);
    expect(wasm.losses[3]?.[0]).not.toBe(wasm.losses[0]?.[0]);
    if (name.endsWith("autoencoder")) {
      expect(wasm.losses[3]?.[0]).toBeLessThan(wasm.losses[0]?.[0] as number);
    }
  },
);
