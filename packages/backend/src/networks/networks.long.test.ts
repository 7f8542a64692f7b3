import { expect, it } from "vitest";
import { firstSteps, largestDifference } from "./testdata/first-steps.ts";

it.each(["dcgan", "conv-vae"])(
  "%s learns on wasm with our kernels as on cpu without",
  async (name) => {
    const cpu = await firstSteps(name, { backend: "cpu", batch: 2, steps: 3 });
    const wasm = await firstSteps(name, { backend: "wasm", batch: 2, steps: 3 });
    expect([wasm.leaked, wasm.kept, cpu.kept]).toEqual([0, 0, 0]);
    expect(largestDifference(cpu, wasm)).toBeLessThan(2e-3);
  },
  600_000,
);
